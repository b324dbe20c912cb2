package io.quantum.governor.engine.rules.ruletest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.rules.rulebook.RuleSource;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of limits as rule tests meet them; the fixture's plan is one of BTCUSDT, and the rule file says two permits. */
class LimitsInTestsTest {
    private static final String ROWS = """
            - {threshold: small.most, for: {symbol: BTCUSDT}, value: 4, owner: us, why: liquid}
            - {threshold: small.most, for: {strategy: scalper}, value: 1, owner: us, why: new}
            - {threshold: small.most, for: {symbol: BTCUSDT, strategy: scalper}, value: 3, owner: us, why: both}
            """;

    private Path directory = Path.of("");
    private SmallRulebook small;

    @BeforeEach
    void write(@TempDir Path empty) {
        directory = empty;
        small = new SmallRulebook(directory).write("limits.yaml", ROWS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{plan: {}, facts: {executions: {agesSec: [1, 2, 3]}}, expect: {decision: PERMIT, gates: {small: PASS}}}",
                "{plan: {}, facts: {executions: {agesSec: [1, 2, 3, 4]}}, expect: {decision: BLOCK, value: 4, limit: 4}}",
                "{plan: {}, facts: {executions: {agesSec: [1, 2, 3, 4, 5]}}, expect: {decision: BLOCK, limit: 4}}",
                "{plan: {strategy: scalper}, facts: {executions: {agesSec: [1, 2]}}, expect: {decision: PERMIT}}",
                "{plan: {strategy: scalper}, facts: {executions: {agesSec: [1, 2, 3]}}, expect: {decision: BLOCK, limit: 3}}",
                "{plan: {symbol: ETHUSDT, strategy: scalper}, facts: {executions: {agesSec: [1]}}, expect: {decision: BLOCK, limit: 1}}",
                "{plan: {symbol: ETHUSDT}, facts: {executions: {agesSec: [1]}}, expect: {decision: PERMIT}}",
                "{plan: {symbol: ETHUSDT}, facts: {executions: {agesSec: [1, 2]}}, expect: {decision: BLOCK, limit: 2}}",
                "{plan: {}, thresholds: {small.most: 2}, facts: {executions: {agesSec: [1, 2]}}, expect: {decision: BLOCK, limit: 2}}",
                "{plan: {}, limits: [], facts: {executions: {agesSec: [1, 2]}}, expect: {decision: BLOCK, limit: 2}}",
                "{plan: {account: main}, limits: [{threshold: small.most, for: {account: main}, value: 0}], expect: {decision: BLOCK, limit: 0}}",
            })
    void the_most_specific_row_decides_and_a_test_may_set_the_value_or_rows_of_its_own(String row) {
        assertThat(run(row)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{plan: {}, limits: {symbol: BTCUSDT}, expect: {decision: PERMIT}}",
                "{plan: {}, limits: [{threshold: small.least, for: {symbol: BTCUSDT}, value: 1}], expect: {decision: PERMIT}}",
                "{plan: {}, limits: [{threshold: small.most, for: {symbol: BTCUSDT}, value: 11}], expect: {decision: PERMIT}}",
                "{plan: {}, limits: [{threshold: small.most, for: {symbl: BTCUSDT}, value: 1}], expect: {decision: PERMIT}}",
            })
    void rows_of_a_test_that_cannot_be_are_refused(String row) {
        assertThatThrownBy(() -> run(row))
                .isInstanceOf(RuleTestException.class)
                .hasMessageStartingWith("tests/small.yaml:6")
                .hasMessageContaining("limits");
    }

    @Test
    void a_test_of_one_row_does_not_vouch_for_the_threshold_itself() {
        small.tests("""
                - name: four permits of one symbol are enough
                  each:
                    - {plan: {}, facts: {executions: {agesSec: [1, 2, 3]}}, expect: {decision: PERMIT}}
                    - {plan: {}, facts: {executions: {agesSec: [1, 2, 3, 4]}}, expect: {decision: BLOCK}}
                """);
        assertThat(missing()).anyMatch(sentence -> sentence.contains("small.most 1 instead of 2"));

        small.tests("""
                - name: two permits of any other symbol are enough
                  limits: []
                  each:
                    - {plan: {}, facts: {executions: {agesSec: [1]}}, expect: {decision: PERMIT}}
                    - {plan: {}, facts: {executions: {agesSec: [1, 2]}}, expect: {decision: BLOCK}}
                """);
        assertThat(missing()).noneMatch(sentence -> sentence.contains("small.most"));
    }

    @Test
    void what_is_set_from_outside_holds_for_every_row_and_is_told_even_when_it_is_the_rule_files_value() {
        Rulebook rulebook = small.compile();

        assertThat(ThresholdValues.fromEnvironment(rulebook, Map.of()).overrides())
                .isEmpty();
        ThresholdValues set = ThresholdValues.fromEnvironment(rulebook, Map.of("SMALL_MOST", "2"));
        assertThat(set.overrides())
                .containsExactly("SMALL_MOST=2 overrides small.most 2 and its rows of limits, 3 of them");
        assertThat(set.limits().isEmpty()).isTrue();
    }

    private String run(String row) {
        small.tests("- name: x\n  each: [" + row + "]");
        Rulebook rulebook = small.compile();
        try (RuleTestRunner runner = new RuleTestRunner(rulebook, ThresholdValues.of(rulebook, Map.of()))) {
            return runner.run(RuleTests.read(directory, rulebook).get(0)).failure();
        }
    }

    private List<String> missing() {
        RulebookTexts texts = RulebookTexts.read(directory);
        Rulebook rulebook = small.compile();
        return TestRun.of(rulebook, RuleTests.of(texts, rulebook), result -> {})
                .coverage(RuleSource.of(RulebookFiles.of(texts)))
                .missing();
    }
}
