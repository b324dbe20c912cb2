package io.quantum.governor.engine.rules.ruletest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.facts.Moment;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTestsTest {
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

    @Test
    void reads_each_row_of_a_table_as_a_case_with_a_name_for_people() {
        small.tests("""
                - name: a table
                  each:
                    - {plan: {action: OPEN}, expect: {decision: PERMIT}}
                    - {canary: true, facts: {executions: {agesSec: [1, 2]}}, plan: {killScore: 0.5}, expect: {decision: BLOCK}}
                - {name: a single case, plan: {}, expect: {decision: PERMIT}}
                """);

        assertThat(small.read(rulebook))
                .extracting(RuleTest::name)
                .containsExactly(
                        "small: a table [1] {plan: {action: OPEN}}",
                        "small: a table [2] {facts: {executions: {agesSec: [1, 2]}}, plan: {killScore: 0.5}}",
                        "small: a single case");
        assertThat(small.read(rulebook)).extracting(RuleTest::canary).containsExactly(false, true, false);
        assertThat(small.read(rulebook)).extracting(RuleTest::file).containsOnly("small.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{plan: {acton: OPEN}, expect: {decision: PERMIT}}                       | plan: unknown key 'acton'; the nearest known one is 'action'",
                "{plan: {}, expect: {decison: PERMIT}}                                   | expect: unknown key 'decison'; the nearest known one is 'decision'",
                "{plan: {}, expect: {decision: PERMIT, disarms: burst_limit_breach}}     | expect: unknown key 'disarms'; the nearest known one is 'disarm'",
                "{plan: {}, expect: {decision: PERMIT, hint: {faktor: 1}}}               | hint: unknown key 'faktor'; known here: 'factor'",
                "{plan: {}, expect: {decision: PERMIT, order: {qty: 1}}}                 | order: unknown key 'qty'; known here: 'qtyBase'",
                "{plan: {}, expect: {decision: PERMIT, gates: {smal: PASS}}}             | gates: unknown key 'smal'; known here: 'small'",
                "{plan: {}, expect: {decision: PERMIT, fired: ['small: ask one gate']}}  | fired: unknown rule 'small: ask one gate'; known here: 'small: ask one gate of four'",
                "{plan: {}, expect: {decision: PERMIT}, thresholds: {small.mst: 1}}      | thresholds: unknown key 'small.mst'; known here: 'small.most'",
                "{plan: {}, expect: {decision: PERMIT}, facts: clam}                     | unknown fixture 'clam'; known here: 'calm'",
                "{plan: {}, expect: {decision: PERMIT}, facts: {extends: clam}}          | facts: unknown fixture 'clam'; known here: 'calm'",
                "{plan: {}, expect: {decision: PERMIT}, facts: {killSwich: on}}          | facts: unknown key 'killSwich'; the nearest known one is 'killSwitch'",
                "{plan: {}, expect: {decision: PERMIT}, facts: {executions: {ageSec: 1}}} | executions: unknown key 'ageSec'; known here: 'agesSec'",
                "{plan: {}, expect: {decision: PERMIT}, facts: {portfolioHeat: {heat: 1}}} | facts: unknown key 'portfolioHeat'",
                "{plan: {}, expect: {decision: PERMIT}, facts: {position: {source: dis}}}| position: unknown source 'dis'; known here: 'redis'",
                "{plan: {}, expect: {decision: PERMIT}, drop: [markprice]}               | drop: unknown fact 'markprice'; the nearest known one is 'markPrice'",
                "{plan: {}, expect: {decision: PERMIT}, unreadable: [applyMode]}         | unreadable: unknown fact 'applyMode'",
                "{plan: {}, expect: {decision: PERMIT}, canry: true}                     | unknown key 'canry'; the nearest known one is 'canary'",
            })
    void refuses_an_unknown_word_and_names_the_nearest_known_one(String row, String fault) {
        small.tests("- name: a table\n  each: [" + row + "]");

        assertThatThrownBy(() -> small.read(rulebook))
                .isInstanceOf(RuleTestException.class)
                .hasMessageMatching("(?s)tests/small\\.yaml:[0-9]+: \"a table\", row 1.*")
                .hasMessageContaining(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{plan: {}, expect: {reason: x}}                                         | expect: 'decision' is not given",
                "{plan: {}}                                                              | 'expect' is not given",
                "{expect: {decision: PERMIT}}                                            | 'plan' is not given",
                "{plan: {qtyBase: -1}, expect: {decision: PERMIT}}                       | plan: qtyBase must not be negative",
                "{plan: {qtyBase: '1'}, expect: {decision: PERMIT}}                      | plan: ",
                "{plan: {ageSec: 1.5}, expect: {decision: PERMIT}}                       | plan: ",
                "{plan: {}, expect: {decision: PERMIT}, thresholds: {small.most: 11}}    | '11' is not allowed; give a whole number from 0 to 10",
                "{plan: {}, expect: {decision: PERMIT}, drop: markPrice}                 | drop: a list belongs here",
                "{plan: {}, expect: {decision: PERMIT}, drop: [plan]}                    | a case without a plan decides nothing",
                "{plan: {}, expect: {decision: PERMIT, also: none_left}}                 | also: a list belongs here",
                "{plan: {}, expect: {decision: PERMIT}, canary: perhaps}                 | canary: true or false belongs here",
                "{plan: {}, expect: {decision: PERMIT}, facts: {dailyTotals: [1]}}       | dailyTotals: only a fact that several sources tell can be a list",
                "{plan: {}, expect: {decision: PERMIT}, facts: {markPrice: {usd: 1}}}    | markPrice: 'ageSec' is not given",
            })
    void refuses_what_can_not_be_and_says_where(String row, String fault) {
        small.tests("- name: a table\n  each: [" + row + "]");

        assertThatThrownBy(() -> small.read(rulebook))
                .isInstanceOf(RuleTestException.class)
                .hasMessageMatching("(?s)tests/small\\.yaml:[0-9]+: \"a table\", row 1.*")
                .hasMessageContaining(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: x, plan: {}, expect: {decision: PERMIT}, each: []}         | a test has exactly one of [plan, each, sequence]",
                "{name: x}                                                         | a test has exactly one of [plan, each, sequence]",
                "{name: x, each: []}                                               | 'each' has no rows",
                "{name: x, sequence: []}                                           | 'sequence' has no steps",
                "{name: x, sequence: [{plan: {}, expect: {decision: PERMIT}}]}     | 'at' must be seconds since the test's start",
                "{plan: {}, expect: {decision: PERMIT}}                            | test 1 has no name",
            })
    void refuses_a_test_of_no_known_form(String test, String fault) {
        small.tests("- " + test);

        assertThatThrownBy(() -> small.read(rulebook)).hasMessageContaining(fault);
    }

    @Test
    void refuses_a_sequence_that_goes_back_in_time() {
        small.tests("""
                - name: x
                  sequence:
                    - {at: 5s, plan: {}, expect: {decision: PERMIT}}
                    - {at: 4s, plan: {}, expect: {decision: PERMIT}}
                """);

        assertThatThrownBy(() -> small.read(rulebook))
                .hasMessageContaining("step 2")
                .hasMessageContaining("go back");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now: 2026-01-28T12:00:00Z\nmode: production\nfacts: calm\ntests: []"})
    void refuses_a_file_without_tests(String text) {
        small.write("tests/small.yaml", text);

        assertThatThrownBy(() -> small.read(rulebook))
                .isInstanceOf(RuleTestException.class)
                .hasMessageStartingWith("tests/small.yaml:1: ");
    }

    @ParameterizedTest
    @CsvSource({"now: yesterday,'now' must be a moment", "now: 2026-01-28T12:00:00Z,'mode' is not given"})
    void refuses_a_file_without_a_clock_or_a_mode(String head, String fault) {
        small.write(
                "tests/small.yaml", head + "\nfacts: calm\ntests: [{name: x, plan: {}, expect: {decision: PERMIT}}]");

        assertThatThrownBy(() -> small.read(rulebook)).hasMessageContaining(fault);
    }

    @Test
    void refuses_facts_that_say_nothing_of_one_kind() {
        small.write("tests/fixtures.yaml", "calm: {killSwitch: on}")
                .tests("- {name: x, plan: {}, expect: {decision: PERMIT}}");

        assertThatThrownBy(() -> small.read(rulebook)).hasMessageContaining("nothing is said of dailyTotals");
    }

    @Test
    void names_the_line_of_a_word_in_a_test_of_several_lines() {
        small.tests("- name: a test\n  plan: {killScore: 0.5}\n  expect:\n    decision: PERMIT\n    raeson: x");

        assertThatThrownBy(() -> small.read(rulebook))
                .isInstanceOf(RuleTestException.class)
                .hasMessage("tests/small.yaml:9: \"a test\", expect: unknown key 'raeson'; the nearest known one is"
                        + " 'reason'");
    }

    @Test
    void refuses_a_key_that_stands_twice() {
        small.tests("- {name: x, plan: {}, plan: {}, expect: {decision: PERMIT}}");

        assertThatThrownBy(() -> small.read(rulebook))
                .hasMessageContaining("tests/small.yaml:5: 'plan' stands twice here")
                .hasMessageContaining("plan");
    }

    @Test
    void refuses_a_rule_file_without_tests_and_tests_without_a_rule_file() {
        small.write("tests/smal.yaml", "").write("gates/other.drl", "package other\nrule \"other: x\" when then end");

        assertThatThrownBy(() -> small.read(rulebook))
                .hasMessageContaining("gates/other.drl: no test file; write tests/other.yaml")
                .hasMessageContaining("small.drl: no test file; write tests/small.yaml")
                .hasMessageContaining("tests/smal.yaml: no rule file of that name; known here: 'small'");
    }

    @Test
    void a_file_that_declares_facts_alone_needs_no_tests() {
        small.write("facts/other.drl", "package other").tests("- {name: x, plan: {}, expect: {decision: PERMIT}}");

        assertThat(small.read(rulebook)).hasSize(1);
    }

    @Test
    void a_test_or_a_row_may_say_when_it_is() {
        small.tests("""
                - {name: x, now: 2026-01-29T00:00:00Z, plan: {}, expect: {decision: PERMIT}}
                - name: y
                  each:
                    - {now: 2026-01-30T00:00:00Z, plan: {}, expect: {decision: PERMIT}}
                    - {plan: {}, expect: {decision: PERMIT}}
                """);

        assertThat(small.read(rulebook))
                .flatExtracting(test -> test.steps().get(0).facts().stream()
                        .filter(Moment.class::isInstance)
                        .map(moment -> ((Moment) moment).date())
                        .toList())
                .containsExactly("2026-01-29", "2026-01-30", "2026-01-28");
    }

    @Test
    void finds_tests_in_folders_too() {
        small.write(
                "tests/deeper/small.yaml",
                "{now: 2026-01-28T12:00:00Z, mode: production, facts: calm, tests: [{name: x, plan: {}, expect: {decision: PERMIT}}]}");

        assertThat(small.read(rulebook)).extracting(RuleTest::file).containsExactly("deeper/small.yaml");
    }
}
