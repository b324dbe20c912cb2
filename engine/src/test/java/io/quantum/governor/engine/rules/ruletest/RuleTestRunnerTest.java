package io.quantum.governor.engine.rules.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTestRunnerTest {
    private static Rulebook rulebook;
    private SmallRulebook small;

    @BeforeAll
    static void compile(@TempDir Path directory) {
        rulebook = new SmallRulebook(directory).compile();
    }

    @BeforeEach
    void write(@TempDir Path directory) {
        small = new SmallRulebook(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{plan: {}, expect: {decision: PERMIT, reason: '', gate: '', also: []}}",
                "{plan: {}, expect: {decision: PERMIT, gates: {'1': PASS, small: PASS, '5': OFF}}}",
                "{plan: {}, expect: {decision: PERMIT, fired: ['small: pass while permits are left', 'small: add up']}}",
                "{plan: {}, facts: {executions: {agesSec: [1, 2]}}, expect: {decision: BLOCK, reason: none_left, gate: 1, value: 2, limit: 2.0000000001}}",
                "{plan: {}, thresholds: {small.most: 0}, expect: {decision: BLOCK, limit: 0}}",
            })
    void passes_a_case_that_names_what_comes(String row) {
        assertThat(run("- name: x\n  each: [" + row + "]").failure()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{plan: {}, expect: {decision: BLOCK}}",
                "{plan: {}, expect: {decision: PERMIT, reason: none_left}}",
                "{plan: {}, expect: {decision: PERMIT, gates: {'1': BLOCK}}}",
                "{plan: {}, expect: {decision: PERMIT, gates: {'4': OFF}}}",
                "{plan: {}, expect: {decision: PERMIT, also: [none_left]}}",
                "{plan: {}, expect: {decision: PERMIT, value: 0}}",
                "{plan: {}, expect: {decision: PERMIT, hint: {factor: 1}}}",
                "{plan: {}, expect: {decision: PERMIT, order: {qtyBase: 1}}}",
                "{plan: {}, expect: {decision: PERMIT, fired: ['small: block when none is left']}}",
                "{plan: {}, facts: {executions: {agesSec: [1, 2]}}, expect: {decision: BLOCK, limit: 2.00000001}}",
            })
    void fails_a_case_that_names_something_else(String row) {
        assertThat(run("- name: x\n  each: [" + row + "]").passed()).isFalse();
    }

    @Test
    void shows_sentence_and_case_expected_beside_actual_and_the_gates_of_a_failure() {
        RuleTestResult result = run("""
                        - name: two permits are enough
                          each:
                            - {facts: {executions: {agesSec: [1, 2]}}, plan: {killScore: 0.5}, expect: {decision: PERMIT, gates: {"1": BLOCK}, value: 2}}
                        """);

        assertThat(result.failure()).isEqualTo("""
                        small: two permits are enough
                        tests/small.yaml:7: {facts: {executions: {agesSec: [1, 2]}}, plan: {killScore: 0.5}}
                        expected and actual
                                       expected  actual
                          x  decision  PERMIT    BLOCK
                             gates.1   BLOCK     BLOCK
                             value     2         2
                        the gates of the actual decision
                          gate           asked to  answer  reason     value  limit
                          1     small    enforce   BLOCK   none_left  2      2
                          4     other    off       OFF
                          4     another  off       OFF
                          5     last     off       OFF
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[a, b, c, d] | [a, b, d, e] | only here: [c] | only here: [e]",
                "[a, b, c]    | [a, b, c, d] | nothing else   | only here: [d]",
                "[a, b]       | [b, a]       | [\"a\",\"b\"]      | [\"b\",\"a\"]",
                "[a]          | [b]          | [\"a\"]          | [\"b\"]",
                "[]           | [b]          | []             | [\"b\"]",
            })
    void shows_of_two_lists_that_share_most_what_only_one_of_them_has(
            String expected, String actual, String shownExpected, String shownActual) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        assertThat(new Expectation(yaml.readTree("also: " + expected)).compare(yaml.readTree("also: " + actual)))
                .containsExactly(new Expectation.Line("also", shownExpected, shownActual, false));
    }

    @Test
    void feeds_the_permits_of_a_sequence_to_its_next_steps() {
        String tests = """
                - name: x
                  facts: {extends: calm, executions: {agesSec: [90]}}
                  sequence:
                    - {at: 0s,  plan: {}, expect: {decision: PERMIT}}
                    - {at: 9s,  plan: {}, expect: {decision: BLOCK, value: 2}}
                    - {at: 10s, plan: {}, expect: {decision: PERMIT}}
                    - {at: 99s, plan: {}, expect: {decision: BLOCK, value: 2}}
                    - {at: 100s, plan: {}, expect: {decision: PERMIT}}
                """;

        assertThat(run(tests).failure()).isEmpty();
    }

    @Test
    void shows_the_step_at_which_a_sequence_fails() {
        String tests = """
                - name: x
                  sequence:
                    - {at: 0s, plan: {}, expect: {decision: PERMIT}}
                    - {at: 7s, plan: {action: OPEN}, expect: {decision: BLOCK}}
                """;

        assertThat(run(tests).failure())
                .contains("{at: 7s, plan: {action: OPEN}}")
                .contains("x  decision  BLOCK");
    }

    @Test
    void fails_a_case_whose_rules_come_to_no_decision() {
        String tests = "- {name: x, plan: {}, drop: [executions], expect: {decision: PERMIT}}";

        assertThat(run(tests).failure())
                .contains("the rules came to no decision")
                .contains("no Verdict");
    }

    @Test
    void a_sequence_starts_afresh_each_time_it_runs() {
        small.tests("""
                - name: x
                  sequence:
                    - {at: 0s, plan: {}, expect: {decision: PERMIT}}
                    - {at: 1s, plan: {}, expect: {decision: PERMIT}}
                """);
        RuleTest test = small.read(rulebook).get(0);

        try (RuleTestRunner runner = new RuleTestRunner(rulebook, ThresholdValues.of(rulebook, Map.of()))) {
            assertThat(List.of(runner.run(test), runner.run(test)))
                    .extracting(RuleTestResult::passed)
                    .containsOnly(true);
        }
    }

    @Test
    void the_thresholds_in_force_hold_where_a_test_names_none() {
        small.tests("- {name: x, plan: {}, expect: {decision: PERMIT}}");
        RuleTest test = small.read(rulebook).get(0);
        ThresholdValues none = ThresholdValues.of(rulebook, Map.of("small.most", "0"));

        try (RuleTestRunner runner = new RuleTestRunner(rulebook, none)) {
            assertThat(runner.run(test).passed()).isFalse();
        }
    }

    private RuleTestResult run(String tests) {
        small.tests(tests);
        try (RuleTestRunner runner = new RuleTestRunner(rulebook, ThresholdValues.of(rulebook, Map.of()))) {
            return runner.run(small.read(rulebook).get(0));
        }
    }
}
