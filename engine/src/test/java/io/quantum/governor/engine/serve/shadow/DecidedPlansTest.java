package io.quantum.governor.engine.serve.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.decide.plan.Outcome;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.KillSwitch;
import io.quantum.governor.loaders.redis.CandidateFacts;
import io.quantum.governor.loaders.redis.LoadedPlan;
import io.quantum.governor.loaders.redis.PlanEntry;
import io.quantum.governor.loaders.redis.PlanFields;
import io.quantum.governor.loaders.redis.SymbolState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecidedPlansTest {
    private static final List<Fact> IN_FORCE = List.of(new KillSwitch(true));
    private static final CandidateFacts FACTS = new CandidateFacts(List.of(), List.of(new KillSwitch(false)));

    private final DecidedPlans plans = new DecidedPlans();

    @Test
    void a_plan_is_kept_with_the_very_facts_that_were_loaded_for_the_candidate() {
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
        plans.committed(refused("p1", Optional.empty()));

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

    private static Outcome failed(String planId, CandidateFacts facts) {
        PlanFields fields = new PlanFields(planId, "BTCUSDT", "OPEN", "EXECUTE", "BUY", "", "", "", 1, 0, 0);
        PlanEntry.Judgeable entry = new PlanEntry.Judgeable("1-0", Map.of(), fields, Map.of());
        SymbolState seen = SymbolState.empty(LocalDate.EPOCH);
        return refused(planId, Optional.of(new LoadedPlan(entry, Instant.EPOCH, IN_FORCE, facts, seen)));
    }

    private static Outcome refused(String planId, Optional<LoadedPlan> loaded) {
        PlanEntry entry = new PlanEntry.Malformed("1-0", Map.of(), planId, "BTCUSDT", "");
        return new Outcome.Refused(entry, Instant.EPOCH, planId, "BTCUSDT", "evaluation_error", "", loaded);
    }
}
