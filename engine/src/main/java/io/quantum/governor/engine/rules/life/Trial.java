package io.quantum.governor.engine.rules.life;

import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.ruletest.RuleTest;
import io.quantum.governor.engine.rules.ruletest.RuleTestRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tests a rulebook in sessions of its own, with the rule files' own thresholds, which are what the tests' numbers assume.
 * Tests are not held on to, so that a thousand of them are never in memory together.
 */
final class Trial implements AutoCloseable {
    private final RuleTestRunner runner;
    private final List<String> failures = new ArrayList<>();
    private int asked;

    Trial(Rulebook rulebook) {
        runner = new RuleTestRunner(rulebook, ThresholdValues.of(rulebook, Map.of()));
    }

    void run(RuleTest test) {
        asked++;
        String failure = runner.run(test).failure();
        if (!failure.isEmpty()) {
            failures.add(failure);
        }
    }

    int asked() {
        return asked;
    }

    /** What went wrong, a text for each case that failed. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        runner.close();
    }
}
