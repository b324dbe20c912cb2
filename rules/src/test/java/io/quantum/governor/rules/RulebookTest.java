package io.quantum.governor.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.quantum.governor.engine.rules.rulebook.RuleSource;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.ruletest.Coverage;
import io.quantum.governor.engine.rules.ruletest.RuleTest;
import io.quantum.governor.engine.rules.ruletest.RuleTestResult;
import io.quantum.governor.engine.rules.ruletest.RuleTestRunner;
import io.quantum.governor.engine.rules.ruletest.RuleTests;
import io.quantum.governor.engine.rules.ruletest.TestRun;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of every rule test file as one test of the build. */
class RulebookTest {
    private static final Path DIRECTORY = Path.of(System.getProperty("basedir", "."));
    private static final Rulebook RULEBOOK = RulebookCompiler.compile(RulebookFiles.read(DIRECTORY));
    private static final RuleTestRunner RUNNER = new RuleTestRunner(RULEBOOK, ThresholdValues.of(RULEBOOK, Map.of()));

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    @TestFactory
    Stream<DynamicNode> the_rules_do_what_their_tests_say() {
        Map<String, List<RuleTest>> byFile = RuleTests.read(DIRECTORY, RULEBOOK).stream()
                .collect(Collectors.groupingBy(RuleTest::file, LinkedHashMap::new, Collectors.toList()));
        assertThat(byFile).as("rule tests in %s", DIRECTORY).isNotEmpty();
        return byFile.entrySet().stream()
                .map(file -> dynamicContainer(
                        file.getKey(),
                        file.getValue().stream().map(test -> dynamicTest(test.name(), () -> run(test)))));
    }

    @Test
    void the_tests_cover_every_rule_answer_reason_and_threshold() {
        TestRun run = TestRun.of(RULEBOOK, RuleTests.read(DIRECTORY, RULEBOOK), result -> {});
        assertThat(run.passed()).isTrue();
        Coverage coverage = run.coverage(RuleSource.of(RulebookFiles.read(DIRECTORY)));
        assertThat(coverage.items()).isNotEmpty();
        assertThat(coverage.missing()).isEmpty();
    }

    private static void run(RuleTest test) {
        RuleTestResult result = RUNNER.run(test);
        if (!result.passed()) {
            fail(result.failure());
        }
    }
}
