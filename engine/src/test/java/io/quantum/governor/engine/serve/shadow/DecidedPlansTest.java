package io.quantum.governor.engine.serve.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.decide.plan.Outcome;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.KillScore;
import io.quantum.governor.loaders.redis.PlanEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecidedPlansTest {
    private static final List<Fact> FACTS = List.of(new KillScore(0.5));

    private final DecidedPlans plans = new DecidedPlans();

    @Test
    void a_plan_is_kept_with_the_very_facts_it_was_decided_by() {
        plans.open();
        plans.committed(failed("p1", FACTS));

        DecidedPlans.Live kept = plans.next().orElseThrow();
        assertThat(kept.planId()).isEqualTo("p1");
        assertThat(kept.facts()).isSameAs(FACTS);
        assertThat(kept.active()).isEqualTo(Said.ERROR);
        assertThat(plans.next()).isEmpty();
    }

    @Test
    void without_a_candidate_nothing_is_kept() {
        plans.committed(failed("p1", FACTS));
        plans.open();
        plans.close();
        plans.committed(failed("p2", FACTS));

        assertThat(plans.next()).isEmpty();
        assertThat(plans.missed()).isZero();
    }

    @Test
    void an_entry_that_never_came_before_the_rules_is_not_compared() {
        plans.open();
        plans.committed(failed("p1", List.of()));

        assertThat(plans.next()).isEmpty();
    }

    @Test
    void more_than_can_wait_is_missed_and_counted_and_nobody_waits() {
        plans.open();
        for (int plan = 0; plan < 2050; plan++) {
            plans.committed(failed("p" + plan, FACTS));
        }
        assertThat(plans.missed()).isEqualTo(2);
        plans.giveUp();

        assertThat(plans.missed()).isEqualTo(2048);
        assertThat(plans.missed()).isZero();
        assertThat(plans.next()).isEmpty();
    }

    private static Outcome failed(String planId, List<Fact> facts) {
        PlanEntry entry = new PlanEntry.Malformed("1-0", Map.of(), planId, "BTCUSDT", "");
        return new Outcome.Refused(entry, Instant.EPOCH, planId, "BTCUSDT", "evaluation_error", "", facts);
    }
}
