package io.quantum.governor.engine.serve.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.decide.plan.Outcome;
import io.quantum.governor.engine.serve.notify.Day;
import io.quantum.governor.loaders.redis.PlanEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a daemon remembers of its decisions, to tell people. */
class TallyTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Tally tally = new Tally(Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void a_plan_that_makes_no_sense_is_no_fault_of_the_rules() {
        tally.committed(refused("malformed_plan", NOON));
        assertThat(tally.fault().at()).isEqualTo(Instant.EPOCH);

        tally.committed(refused("evaluation_error", NOON));
        assertThat(tally.fault()).isEqualTo(new Tally.Fault(NOON, "evaluation_error"));
    }

    @Test
    void yesterday_is_the_day_before_and_not_the_last_that_had_plans() {
        tally.committed(refused("malformed_plan", NOON.minusSeconds(86_400)));
        tally.committed(refused("malformed_plan", NOON.minusSeconds(86_400)));
        assertThat(tally.yesterday()).isEqualTo(new Day("2026-02-28", 0, 2));

        tally.committed(refused("malformed_plan", NOON));
        assertThat(tally.yesterday()).isEqualTo(new Day("2026-02-28", 0, 2));
    }

    @Test
    void without_answers_no_gate_is_inert() {
        assertThat(tally.inert()).isEqualTo(Map.of());
    }

    private static Outcome refused(String reason, Instant at) {
        PlanEntry entry = new PlanEntry.Malformed("1-0", Map.of(), "p1", "BTCUSDT", "");
        return new Outcome.Refused(entry, at, "p1", "BTCUSDT", reason, "", Optional.empty());
    }
}
