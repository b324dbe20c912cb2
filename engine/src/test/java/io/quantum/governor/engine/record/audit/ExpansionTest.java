package io.quantum.governor.engine.record.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.testing.TestRules;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that name a frame, beside the whole ones of the same decisions as earlier versions wrote them. */
final class ExpansionTest {
    private static final Frame FRAME = Frame.parse(resource("frame.json"));
    private static final PlanRecordReader READER =
            new PlanRecordReader(TestRules.with(Map.of()).rulebook().kinds());

    @ParameterizedTest
    @ValueSource(strings = {"permit", "disarm", "malformed"})
    void a_record_with_its_frame_says_what_the_whole_one_of_before_said(String decision) {
        byte[] thin = resource("schema-4-" + decision + ".json");

        assertThat(Expansion.frameOf(thin)).contains(FRAME.id());
        assertThat(new String(Expansion.whole(thin, FRAME), UTF_8))
                .isEqualTo(new String(resource("schema-3-" + decision + ".json"), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"permit", "disarm", "malformed"})
    void a_replay_reads_of_both_the_same(String decision) {
        RecordedPlan thin = READER.read(resource("schema-4-" + decision + ".json"), Optional.of(FRAME));

        assertThat(thin).isEqualTo(READER.read(resource("schema-3-" + decision + ".json"), Optional.empty()));
        assertThat(thin.outcome()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"facts\":[[999,1],", // no such kind
                "\"facts\":[[\"Odd\"],", // a kind and nothing behind it
                "\"facts\":[7,", // no list
                "\"facts\":[[41],", // fewer than there are components
                "\"facts\":[[41,\"production\",1],", // more of them
                "\"gates\":[[4,\"eX\"],", // no such answer
                "\"gates\":[[4,\"eP\",1.0,2.0,3.0],", // more than a value and a limit
                "\"gates\":[[99,\"eP\"],", // no such gate
                "\"gates\":[4,", // no list
                "\"facts\":[[41,\"production\"]" // never ends
            })
    void a_replay_refuses_what_does_not_fit_its_frame(String altered) {
        String record = new String(resource("schema-4-permit.json"), UTF_8);
        String list = altered.substring(0, altered.indexOf('[') + 1);
        String torn = altered.endsWith(",")
                ? record.replace(list, altered)
                : record.substring(0, record.indexOf(list)) + altered;

        assertThatThrownBy(() -> READER.read(torn.getBytes(UTF_8), Optional.of(FRAME)))
                .isInstanceOf(RecordException.class);
    }

    @Test
    void a_replay_refuses_a_record_without_its_frame_by_name() {
        assertThatThrownBy(() -> READER.read(resource("schema-4-permit.json"), Optional.empty()))
                .isInstanceOf(RecordException.class);
    }

    @Test
    void a_whole_record_names_no_frame() {
        assertThat(Expansion.frameOf(resource("schema-3-permit.json"))).isEmpty();
        assertThat(Expansion.frameOf(resource("schema-1.json"))).isEmpty();
        assertThat(Expansion.frameOf(FRAME.record(Instant.EPOCH))).isEmpty();
        assertThat(Expansion.frameOf(new byte[0])).isEmpty();
    }

    @Test
    void a_record_without_its_frame_is_refused_by_name() {
        assertThatThrownBy(() -> RecordReader.read(resource("schema-4-permit.json")))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("its frame " + FRAME.id() + " is not on record");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"fired\":[[9999", // no such rule
                "\"facts\":[[999,", // no such kind
                "\"gates\":[[4,\"eX\"]", // no such answer
                "\"facts\":[[41,\"production\",1]" // more than there are components
            })
    void a_record_that_does_not_fit_its_frame_stays_as_it_is_and_is_refused(String altered) {
        String list = altered.substring(0, altered.indexOf('['));
        String record = new String(resource("schema-4-permit.json"), UTF_8);
        int from = record.indexOf(list);
        int to = record.indexOf(altered.endsWith("]") ? "]" : ",", from + list.length());
        byte[] torn = (record.substring(0, from) + altered + record.substring(altered.endsWith("]") ? to + 1 : to))
                .replace(altered + ",,", altered + ",")
                .getBytes(UTF_8);

        assertThat(Expansion.whole(torn, FRAME)).isEqualTo(torn);
        assertThatThrownBy(() -> RecordReader.read(torn)).isInstanceOf(RecordException.class);
    }

    @Test
    void a_frame_is_named_by_what_is_in_it() {
        assertThat(Frame.ofRecord(FRAME.record(Instant.EPOCH)).id()).isEqualTo(FRAME.id());
        assertThat(Frame.parse(FRAME.json()).id()).isEqualTo(FRAME.id());
        byte[] altered = new String(FRAME.json(), UTF_8)
                .replace("\"burst.maxPer5Min\":2", "\"burst.maxPer5Min\":3")
                .getBytes(UTF_8);
        assertThat(Frame.parse(altered).id()).isNotEqualTo(FRAME.id());
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(ExpansionTest.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
