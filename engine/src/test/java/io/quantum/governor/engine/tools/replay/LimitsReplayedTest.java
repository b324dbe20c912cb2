package io.quantum.governor.engine.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRulebook;
import io.quantum.governor.engine.rules.evaluate.SymbolEvaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.rulebook.limits.LimitRow;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.engine.rules.ruletest.RuleTests;
import io.quantum.governor.engine.rules.ruletest.TestedFacts;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.facts.SymbolBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rulebook with rows of limits decides its own records again, and a symbol's budget. */
class LimitsReplayedTest {
    private static ActiveRules rules = TestRules.with(Map.of());

    @BeforeAll
    static void read(@TempDir Path directory) throws IOException {
        TestRules.copyTo(directory);
        Files.writeString(directory.resolve("limits.csv"), """
                threshold,symbol,strategy,account,value,owner,why
                burst.maxPer5Min,BTCUSDT,,,4,risk,liquid enough
                killScore.critical,BTCUSDT,,,0.9,risk,liquid enough
                budget.mostUsd,ETHUSDT,,,700,risk,thin
                """);
        rules = ActiveRules.read(directory, Map.of());
    }

    @Test
    void rows_count_again_except_for_what_was_overridden_then() {
        ThresholdValues again = new CandidateRules(rules, Map.of())
                .thresholds(recorded("GOV_KILL_SCORE_CRITICAL=0.8 overrides killScore.critical 0.8 and its rows of"
                        + " limits, 1 of them"));

        assertThat(again.limits().of(LimitScope.ofSymbol("BTCUSDT")).values())
                .extracting(LimitRow::threshold)
                .containsExactly("burst.maxPer5Min");
    }

    @Test
    void what_the_environment_sets_now_replaces_rows_too() {
        ThresholdValues again = new CandidateRules(rules, Map.of("GOV_MAX_EXEC_PER_5MIN", "3")).thresholds(recorded());

        assertThat(again.values()).containsEntry("burst.maxPer5Min", 3L);
        assertThat(again.limits().of(LimitScope.ofSymbol("BTCUSDT"))).containsOnlyKeys("killScore.critical");
    }

    @Test
    void a_budget_is_limited_by_the_row_of_its_symbol() {
        TestedFacts rich = TestedFacts.of(RuleTests.of(rules.texts(), rules.rulebook())).stream()
                .filter(t -> t.stem().equals("budget") && budget("BTCUSDT", t) > 700)
                .findFirst()
                .orElseThrow();

        assertThat(budget("ETHUSDT", rich)).isEqualTo(700);
    }

    private static double budget(String symbol, TestedFacts tested) {
        try (SymbolEvaluator evaluator = new SymbolEvaluator(rules.rulebook(), Part.BUDGET, rules.thresholds())) {
            return evaluator
                    .evaluate(LimitScope.ofSymbol(symbol), tested.facts())
                    .atMostOne(SymbolBudget.class)
                    .map(SymbolBudget::usd)
                    .orElse(0.0);
        }
    }

    private static RecordedRulebook recorded(String... overrides) {
        Map<String, String> values = new TreeMap<>();
        rules.thresholds().values().forEach((name, value) -> values.put(name, value.toString()));
        return new RecordedRulebook(
                "quantum-governor", "1.0.0", rules.rulebook().digest(), values, List.of(overrides));
    }
}
