package io.quantum.governor.engine.rules.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.testing.TestRules;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several lanes decide by one rulebook at the same time. */
class SeveralThreadsTest {
    @Test
    void two_threads_decide_by_one_rulebook_as_one_does() {
        Rulebook rulebook = TestRules.with(Map.of()).rulebook();
        List<RuleTest> tests = RuleTests.read(TestRules.DIRECTORY, rulebook);
        List<String> failures = IntStream.range(0, 2)
                .parallel()
                .mapToObj(thread -> failures(rulebook, tests))
                .flatMap(List::stream)
                .toList();
        assertThat(failures).isEmpty();
    }

    private static List<String> failures(Rulebook rulebook, List<RuleTest> tests) {
        try (RuleTestRunner runner = new RuleTestRunner(rulebook, ThresholdValues.of(rulebook, Map.of()))) {
            return IntStream.range(0, 4)
                    .boxed()
                    .flatMap(round -> tests.stream())
                    .map(runner::run)
                    .filter(result -> !result.passed())
                    .limit(3)
                    .map(RuleTestResult::failure)
                    .toList();
        }
    }
}
