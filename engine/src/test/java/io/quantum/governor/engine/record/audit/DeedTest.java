package io.quantum.governor.engine.record.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.testing.TestRules;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeedTest {
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123456Z");

    @Test
    void a_record_is_read_back_as_it_was_written() {
        Deed deed = Deed.of("RULEBOOK_ACTIVATED", AT, "bob", "user bo at host1")
                .because("the caps were too wide\n\u202eevil \u001b[31m")
                .changing("1.0.0 (aa)", "1.1.0 (bb)")
                .on("1.1.0", "bbbb")
                .and(Map.of("approved_by", "carol"));

        assertThat(Deed.read(deed.json())).isEqualTo(deed);
        assertThat(Deed.isDeed(deed.json())).isTrue();
    }

    @Test
    void what_is_too_long_is_cut_when_it_is_written() {
        Deed deed = Deed.of(Deed.KILL_SWITCH_ON, AT, "ann", "here")
                .because("x".repeat(10_000))
                .and(Map.of("config", "\ud83d\ude00".repeat(5000)));

        assertThat(deed.why()).hasSizeLessThan(2100).endsWith("x... (10000 characters, cut)");
        assertThat(deed.more().get("config")).endsWith("\ud83d\ude00... (10000 characters, cut)");
        assertThat(deed.json()).hasSizeLessThan(20_000);
        assertThat(Deed.read(deed.json()).why()).isEqualTo(deed.why());
    }

    @Test
    void a_replay_reads_that_it_is_no_decision() {
        Deed deed = Deed.of(Deed.KILL_SWITCH_ON, AT, "ann", "here").on("1.0.0", "d1");

        RecordedPlan read =
                new PlanRecordReader(TestRules.with(Map.of()).rulebook().kinds()).read(deed.json(), Optional.empty());

        assertThat(read.outcome()).isEqualTo("DEED");
    }

    @Test
    void other_records_are_none() {
        byte[] other = "{\"schema\":3,\"at\":\"2026-11-21T10:00:00Z\",\"outcome\":\"PERMIT\"}".getBytes(UTF_8);

        assertThat(Deed.isDeed(other)).isFalse();
        assertThat(Deed.isDeed("DEED".getBytes(UTF_8))).isFalse();
        assertThatThrownBy(() -> Deed.read(other)).isInstanceOf(RecordException.class);
    }
}
