package io.quantum.governor.engine.tools.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.ruletest.RuleTests;
import io.quantum.governor.engine.rules.ruletest.TestedFacts;
import io.quantum.governor.engine.testing.TestFacts;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan for which a row of limits counted: kill score 0.85, where the rule file says 0.8 and the row 0.9. */
class LimitsExplainedTest {
    private static ActiveRules rules = TestRules.with(Map.of());
    private static RecordedDecision decision = decide(rules);

    @BeforeAll
    static void decide(@TempDir Path directory) throws IOException {
        TestRules.copyTo(directory);
        String symbol = decision.symbol();
        Files.writeString(
                directory.resolve("limits.csv"),
                "threshold,symbol,strategy,account,value,owner,why\nkillScore.critical," + symbol
                        + ",,,0.9,risk,liquid enough\n");
        rules = ActiveRules.read(directory, Map.of());
        decision = decide(rules);
    }

    private static RecordedDecision decide(ActiveRules rules) {
        TestedFacts tested = TestedFacts.of(RuleTests.of(rules.texts(), rules.rulebook())).stream()
                .filter(t -> t.stem().equals("kill-score"))
                .filter(t -> t.facts().stream()
                        .anyMatch(f -> f instanceof Plan p && p.action().startsWith("OPEN")))
                .findFirst()
                .orElseThrow();
        List<Fact> facts = new ArrayList<>(tested.facts());
        facts.removeIf(fact ->
                fact instanceof ApplyMode || Fact.nameOf(fact.getClass()).equals("killScore"));
        facts.add(0, new ApplyMode("production"));
        facts.add(TestFacts.declared(rules.rulebook(), "killScore", Map.of("score", 0.85)));
        return Decided.by(rules, facts);
    }

    @Test
    void the_row_its_owner_and_the_reason_are_told() {
        RulebookShelf shelf = new RulebookShelf(List.of(recorded -> Optional.of(FoundRulebook.of(rules.texts()))));
        FoundRecord record = new FoundRecord(decision, "a test");

        Explanation explanation = new Explainer(shelf).explain(record, List.of(record));

        String row = "symbol=" + decision.symbol();
        assertThat(explanation.notes()).isEmpty();
        assertThat(explanation.rulebook().limits())
                .containsExactly("killScore.critical is 0.9 for " + row + " (limits.csv:2, risk: liquid enough)");
        assertThat(ExplanationText.of(explanation))
                .contains("0.85 against a limit of 0.9 score (killScore.critical for " + row + "), 0.05 below it")
                .contains("  limit for this plan: killScore.critical is 0.9 for " + row);
    }

    @Test
    void the_case_of_it_passes_whatever_rows_there_are_later() {
        assertThat(RuleCase.of(decision, TestRules.with(Map.of()).rulebook()).failure())
                .isEmpty();
        assertThat(RuleCase.of(decision, rules.rulebook()).yaml())
                .contains("thresholds: {\"killScore.critical\": 0.9}");
    }

    @Test
    void a_rulebook_without_the_row_differs_in_that_limit() {
        assertThat(Against.of(decision, TestRules.with(Map.of()).rulebook()).thresholds())
                .containsExactly(new Against.Change("killScore.critical", "0.9", "0.8"));
        assertThat(Against.of(decision, rules.rulebook()).thresholds()).isEmpty();
    }
}
