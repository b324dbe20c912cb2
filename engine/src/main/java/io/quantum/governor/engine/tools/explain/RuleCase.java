package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.rules.rulebook.RuleFile;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.ruletest.RuleTest;
import io.quantum.governor.engine.rules.ruletest.RuleTestRunner;
import io.quantum.governor.engine.rules.ruletest.RuleTests;
import java.util.Map;

/**
 * A recorded decision as a rule test.
 *
 * @param stem of the test file that it belongs to: that of the gate that decided, else of the verdict
 * @param yaml an entry of the list {@code tests}, with two spaces before it
 * @param failure what the rulebook that decided makes of it; empty when it passes
 */
public record RuleCase(String stem, String yaml, String failure) {
    private static final String VERDICT = "verdict";

    /**
     * Writes the test and runs it.
     *
     * @param rulebook what decided
     * @throws IllegalArgumentException when no rule judged the plan
     */
    public static RuleCase of(RecordedDecision decision, Rulebook rulebook) {
        String stem = decision.gates().stream()
                .filter(gate -> Sentences.isDeciding(gate, decision))
                .map(gate -> gate.name())
                .findFirst()
                .orElse(VERDICT);
        String yaml = AsTest.of(decision);
        RuleFile file = new RuleFile(stem + ".yaml", "now: " + decision.at() + "\ntests:\n" + yaml);
        StringBuilder failure = new StringBuilder();
        try (RuleTestRunner runner = new RuleTestRunner(rulebook, ThresholdValues.of(rulebook, Map.of()))) {
            for (RuleTest test : RuleTests.ofPlans(file, rulebook)) {
                failure.append(runner.run(test).failure());
            }
        }
        return new RuleCase(stem, yaml, failure.toString());
    }
}
