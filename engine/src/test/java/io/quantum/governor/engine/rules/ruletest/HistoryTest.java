package io.quantum.governor.engine.rules.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.testing.TestFacts;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.facts.DailyTotals;
import io.quantum.governor.facts.DayAfter;
import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.facts.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Evaluation PERMIT = evaluation(Verdict.permit(), new DayAfter(120.5, 0.25));
    private static final Rulebook RULEBOOK = TestRules.with(Map.of()).rulebook();
    private static final Fact NO_LAST_PERMIT = TestFacts.missing("lastPermit");

    private final History history = new History(Instant.parse("2026-01-28T12:00:00Z"), RULEBOOK.kinds());

    @Test
    void a_permit_becomes_the_newest_execution_and_the_last_permit() {
        Step first = step(0, new Executions(List.of(50.5), 3), NO_LAST_PERMIT);
        history.remember(first, PERMIT);

        assertThat(history.factsOf(step(10, new Executions(List.of(50.5), 3), NO_LAST_PERMIT)))
                .containsExactly(new Executions(List.of(10.0, 60.5), 3), lastPermit(10));
    }

    @Test
    void what_was_there_before_grows_older() {
        assertThat(history.factsOf(step(10, new Executions(List.of(1.0), 0), lastPermit(1))))
                .containsExactly(new Executions(List.of(11.0), 0), lastPermit(11));
    }

    @Test
    void every_other_fact_is_as_fresh_as_the_test_says() {
        Fact target = TestFacts.declared(
                RULEBOOK, "allocationTarget", Map.of("mode", "enforce", "targetUsd", 1, "confidence", "", "ageSec", 7));

        assertThat(history.factsOf(step(10, target))).containsExactly(target);
    }

    @Test
    void a_block_leaves_nothing_behind() {
        history.remember(step(0), evaluation(new Verdict(Verdict.BLOCK, "1", "x", "y"), new DayAfter(120.5, 0.25)));

        assertThat(history.factsOf(step(10, new DailyTotals(1, 2), NO_LAST_PERMIT)))
                .containsExactly(new DailyTotals(1, 2), NO_LAST_PERMIT);
    }

    @Test
    void the_days_totals_are_what_the_permit_made_of_them_until_the_day_ends() {
        history.remember(step(0), PERMIT);

        assertThat(history.factsOf(step(43199, new DailyTotals(1, 2)))).containsExactly(new DailyTotals(120.5, 0.25));
        assertThat(history.factsOf(step(43200, new DailyTotals(1, 2)))).containsExactly(new DailyTotals(0, 0));
    }

    @Test
    void totals_that_can_not_be_read_stay_so() {
        Fact unreadable = Unavailable.unreadable(DailyTotals.class, "");
        history.remember(step(0), PERMIT);

        assertThat(history.factsOf(step(1, unreadable))).containsExactly(unreadable);
    }

    @Test
    void a_last_permit_that_can_not_be_read_stays_so() {
        Fact unreadable = new Unavailable("lastPermit", Unavailable.UNREADABLE, "");
        history.remember(step(0), PERMIT);

        assertThat(history.factsOf(step(1, unreadable))).containsExactly(unreadable);
    }

    private static Fact lastPermit(long ageSec) {
        return TestFacts.declared(RULEBOOK, "lastPermit", Map.of("ageSec", ageSec));
    }

    private static Step step(long atSec, Fact... facts) {
        return new Step("", "", atSec, List.of(facts), new Expectation(JsonNodeFactory.instance.objectNode()));
    }

    private static Evaluation evaluation(Object... conclusions) {
        return new Evaluation(List.of(), List.of(), List.of(conclusions), List.of(), List.of());
    }
}
