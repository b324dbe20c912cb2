package io.quantum.governor.engine.rules.ruletest;

import io.quantum.governor.engine.rules.rulebook.RuleSource;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Tests of a rulebook, run with the rule files' own thresholds. */
public final class TestRun {
    private final Rulebook rulebook;
    private final List<RuleTestResult> results;
    private final Evidence evidence;

    private TestRun(Rulebook rulebook, List<RuleTestResult> results, Evidence evidence) {
        this.rulebook = rulebook;
        this.results = results;
        this.evidence = evidence;
    }

    /**
     * Runs tests.
     *
     * @param watcher is told each result
     */
    public static TestRun of(Rulebook rulebook, List<RuleTest> tests, Consumer<RuleTestResult> watcher) {
        try (RuleTestRunner runner = new RuleTestRunner(rulebook, ThresholdValues.of(rulebook, Map.of()))) {
            List<RuleTestResult> results =
                    tests.stream().map(runner::run).peek(watcher).toList();
            return new TestRun(rulebook, results, runner.evidence());
        }
    }

    /** How each test went, in the order of the tests. */
    public List<RuleTestResult> results() {
        return results;
    }

    /** The tests that failed. */
    public Stream<RuleTestResult> failures() {
        return results.stream().filter(result -> !result.passed());
    }

    /** Whether no test failed. */
    public boolean passed() {
        return failures().findAny().isEmpty();
    }

    /**
     * What the tests show of the rulebook. Every test of the rulebook must have been run, and have passed.
     *
     * @param files the rulebook's files
     */
    public Coverage coverage(List<RuleSource> files) {
        return new CoverageReader(
                        rulebook, results.stream().map(RuleTestResult::test).toList(), evidence)
                .read(files);
    }
}
