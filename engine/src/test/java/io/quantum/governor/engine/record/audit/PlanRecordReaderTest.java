package io.quantum.governor.engine.record.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.testing.TestRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanRecordReaderTest {
    private final PlanRecordReader reader =
            new PlanRecordReader(TestRules.with(Map.of()).rulebook().kinds());

    @Test
    void a_fact_is_refused_of_which_a_part_is_missing_of_another_kind_or_not_allowed() {
        assertRefused("plan", facts -> facts.remove("qtyBase"), "no 'qtyBase'");
        assertRefused("plan", facts -> facts.put("qtyBase", "1"), "qtyBase is no such number: 1");
        assertRefused("plan", facts -> facts.put("qtyBase", -1), "must not be negative");
        assertRefused("plan", facts -> facts.put("ageSec", 1.5), "ageSec is no such number");
        assertRefused("plan", facts -> facts.putNull("symbol"), "symbol is no text");
        assertRefused("plan", facts -> facts.put("moon", 1), "'moon' is unknown");
        assertRefused("killSwitch", facts -> facts.put("on", 1), "killSwitch");
    }

    private interface Change {
        void on(ObjectNode fact);
    }

    private void assertRefused(String kind, Change change, String why) {
        ObjectNode record = RecordReaderTest.older();
        ((ArrayNode) record.get("facts")).forEach(fact -> {
            if (fact.has(kind)) {
                change.on((ObjectNode) fact.get(kind));
            }
        });
        assertThatThrownBy(() -> reader.read(Json.bytes(record), Optional.empty()))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining(why);
    }

    @Test
    void what_is_no_record_is_refused() {
        for (String text : List.of("", "[]", "nonsense", "{}", "{\"schema\":2}", "{\"schema\":99}", "{\"schema\":")) {
            assertThatThrownBy(() -> reader.read(text.getBytes(UTF_8), Optional.empty()))
                    .as(text)
                    .isInstanceOf(RecordException.class);
        }
    }

    @Test
    void a_record_is_no_other_ones_rulebook() {
        reader.read(Json.bytes(RecordReaderTest.older()), Optional.empty());
        assertThatThrownBy(() -> reader.read(
                        "{\"schema\":2,\"at\":\"2026-01-28T12:00:00Z\",\"outcome\":\"SKIP\"}".getBytes(UTF_8),
                        Optional.empty()))
                .isInstanceOf(RecordException.class)
                .hasMessage("no 'rulebook'");
    }

    @Test
    void times_are_read_as_they_are_written() {
        RecordTime time = new RecordTime();
        for (String text : List.of(
                "2026-01-28T12:00:07Z",
                "2026-01-28T12:00:07.5Z",
                "2026-01-28T12:00:59.123456789Z",
                "2026-01-28T12:01:00.000001Z",
                "2026-01-28T12:00Z".replace("12:00Z", "12:00:00Z"),
                "1969-12-31T23:59:59.999Z")) {
            assertThat(time.read(text)).isEqualTo(Instant.parse(text));
        }
        for (String text :
                List.of("", "noon", "2026-01-28T12:00:61Z", "2026-01-28T12:00:07.Zx", "2026-13-28T12:00:07Z")) {
            assertThatThrownBy(() -> time.read(text)).as(text).isInstanceOf(RecordException.class);
        }
    }
}
