package io.quantum.governor.engine.rules.ruletest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of an engine's rules, by the same runner as those of plans. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the rules are compiled once
class EngineTestsTest {
    private static final String RULE = """
            package governor.budget.heat

            import governor.facts.PortfolioHeat
            import io.quantum.governor.facts.HeatUsed
            import io.quantum.governor.facts.StaleInput
            import io.quantum.governor.facts.Unavailable

            declare HeatThresholds
                @thresholds
                factor : double = 1.0    @unit("factor") @bounds("0..10") @inclusive("used") @env("HEAT_FACTOR")
            end
            global HeatThresholds heatThresholds

            rule "heat: as told"
            when
                PortfolioHeat( $heat : heat )
            then
                insert( new HeatUsed( $heat * heatThresholds.getFactor() ) );
            end

            rule "heat: none"
            when
                Unavailable( fact == "portfolioHeat" )
            then
                insert( new StaleInput( "b" ) );
                insert( new StaleInput( "a" ) );
                insert( new StaleInput( "b" ) );
            end

            rule "heat: told twice"
            when
                PortfolioHeat( heat > 100 )
            then
                insert( new HeatUsed( 1 ) );
            end
            """;

    private final SmallRulebook small;
    private final Rulebook rulebook;

    EngineTestsTest(@TempDir Path directory) {
        small = new SmallRulebook(directory);
        small.tests("- {name: any, plan: {}, expect: {decision: PERMIT}}");
        small.write("budget/heat.drl", RULE);
        rulebook = small.compile();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{facts: {portfolioHeat: {heat: 0.5}}, expect: {heat: 0.5, stale: [], budget: none, fired: [\"heat: as told\"]}}",
                "{facts: {portfolioHeat: {heat: 0.5}}, expect: {heat: 0.5000000005}}",
                "{drop: [portfolioHeat], expect: {heat: none, stale: [a, b]}}",
                "{thresholds: {heat.factor: 3}, facts: {portfolioHeat: {heat: 0.5}}, expect: {heat: 1.5}}"
            })
    void a_case_passes_when_everything_that_it_names_is_concluded(String row) {
        assertThat(failure(row)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{facts: {portfolioHeat: {heat: 0.5}}, expect: {heat: 0.500000002}} | x heat 0.500000002 0.5",
                "{facts: {portfolioHeat: {heat: 0.5}}, expect: {heat: none}}        | x heat none 0.5",
                "{facts: {portfolioHeat: {heat: 0.5}}, expect: {budget: 1}}         | x budget 1 there is none",
                "{facts: {portfolioHeat: {heat: 0.5}}, expect: {stale: [a]}}        | x stale",
                "{drop: [portfolioHeat], expect: {stale: [a]}}                      | x stale",
                "{facts: {portfolioHeat: {heat: 0.5}}, expect: {heat: 0.5, fired: [\"heat: none\"]}} | it did not fire",
                "{facts: {portfolioHeat: {heat: 101}}, expect: {heat: 101}}         | more than one HeatUsed"
            })
    void a_case_fails_when_anything_differs_and_says_what(String row, String text) {
        assertThat(failure(row).replaceAll(" +", " ")).contains("heat: a heat").contains(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{expect: {budgte: 1}}                          | unknown key 'budgte'; the nearest known one is 'budget'",
                "{expect: {decision: PERMIT}}                   | unknown key 'decision'",
                "{expect: {check: {overBudget: 1}}}             | known here: 'overBudgetUsd', 'budgetUsd'",
                "{expect: {fired: [\"heat: as told\"]}}         | nothing is expected; give any of",
                "{plan: {}, expect: {heat: 1}}                  | unknown key 'plan'",
                "{facts: {killScore: {score: 1}}, expect: {heat: 1}} | unknown key 'killScore'",
                "{drop: [killScore], expect: {heat: 1}}         | unknown fact 'killScore'",
                "{facts: {portfolioHeat: {heet: 1}}, expect: {heat: 1}} | known here: 'heat'",
                "{facts: {portfolioHeat: {heat: -1}}, expect: {heat: 1}} | value (heat) must be from 0 to 1000000000000000, was -1",
                "{facts: {portfolioHeat: {heat: 1}}}            | 'expect' is not given"
            })
    void refuses_what_no_test_of_the_engine_can_say(String row, String fault) {
        assertThatThrownBy(() -> failure(row))
                .isInstanceOf(RuleTestException.class)
                .hasMessageMatching("(?s)tests/heat\\.yaml:[0-9]+: \"a heat\", row 1.*")
                .hasMessageContaining(fault);
    }

    @Test
    void a_declared_fact_of_which_nothing_is_said_is_missing() {
        assertThat(failureOf("""
                now: 2026-01-28T12:00:00Z
                drop: [position, markPrice, askedNotional]
                tests: [{name: no heat, expect: {heat: none, stale: [a, b]}}]
                """)).isEmpty();
    }

    @Test
    void a_rule_file_of_an_engine_needs_a_test_file_too() {
        small.write("budget/untested.drl", "package governor.budget.untested\nrule \"untested: x\" when then end");

        assertThatThrownBy(() -> failure("{expect: {heat: 0.5}}"))
                .isInstanceOf(RuleTestException.class)
                .hasMessageContaining("budget/untested.drl: no test file; write tests/untested.yaml");
        small.delete("budget/untested.drl");
    }

    private String failure(String row) {
        return failureOf("""
                now: 2026-01-28T12:00:00Z
                drop: [position, markPrice, askedNotional]
                facts: {portfolioHeat: {heat: 0.5}}
                tests:
                  - name: a heat
                    each: [%s]
                """.formatted(row));
    }

    private String failureOf(String file) {
        small.write("tests/heat.yaml", file);
        List<RuleTest> tests = small.read(rulebook);
        try (RuleTestRunner runner = new RuleTestRunner(rulebook, ThresholdValues.of(rulebook, Map.of()))) {
            return tests.stream()
                    .filter(test -> test.file().equals("heat.yaml"))
                    .map(test -> runner.run(test).failure())
                    .reduce("", String::concat);
        }
    }
}
