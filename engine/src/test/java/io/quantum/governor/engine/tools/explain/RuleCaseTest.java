package io.quantum.governor.engine.tools.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedGate;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.GateRules;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.ruletest.RuleTest;
import io.quantum.governor.engine.rules.ruletest.RuleTests;
import io.quantum.governor.engine.rules.ruletest.TestRun;
import io.quantum.governor.engine.rules.ruletest.TestedFacts;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.facts.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A recorded decision becomes a rule test that passes. */
final class RuleCaseTest {
    private static final ActiveRules RULES = TestRules.with(Map.of());

    @Test
    void decisions_over_every_answer_of_every_gate_pass_where_their_gates_tests_are() {
        Map<String, RecordedDecision> decisions = oneForEachAnswer(RULES);
        assertThat(decisions.keySet()).containsAll(everyBlock());

        Map<String, StringBuilder> added = new HashMap<>();
        Set<String> names = new HashSet<>();
        decisions.forEach((answer, decision) -> {
            RuleCase test = RuleCase.of(decision, RULES.rulebook());
            assertThat(test.failure()).as(answer).isEmpty();
            String named = test.yaml().replaceFirst("plan-1 is decided", "plan-1, for " + answer + ", is decided");
            names.add(answer);
            added.computeIfAbsent(test.stem(), stem -> new StringBuilder()).append(named);
        });

        List<RuleTest> tests = RuleTests.of(with(added), RULES.rulebook()).stream()
                .filter(test -> test.name().contains("is decided as it was"))
                .toList();
        assertThat(tests).hasSize(names.size());
        assertThat(TestRun.of(
                                RULES.rulebook(),
                                tests,
                                result -> assertThat(result.failure()).isEmpty())
                        .passed())
                .isTrue();
    }

    @Test
    void what_an_operator_had_set_is_part_of_the_case() {
        ActiveRules overridden = TestRules.with(Map.of("GOV_KILL_SCORE_CRITICAL", "0.05"));
        RecordedDecision decision = oneForEachAnswer(overridden).get("kill-score BLOCK kill_score_critical_non_close");

        RuleCase test = RuleCase.of(Objects.requireNonNull(decision), RULES.rulebook());

        assertThat(test.yaml()).contains("thresholds: {\"killScore.critical\": 0.05}");
        assertThat(test.failure()).isEmpty();
    }

    @Test
    void a_case_that_another_rulebook_does_not_pass_says_so() {
        RecordedDecision blocked = oneForEachAnswer(TestRules.with(Map.of("GOV_KILL_SCORE_CRITICAL", "0.05")))
                .get("kill-score BLOCK kill_score_critical_non_close");
        RecordedDecision forgotten = Objects.requireNonNull(blocked);

        RuleCase test = RuleCase.of(withoutOverrides(forgotten), RULES.rulebook());

        assertThat(test.failure()).isNotEmpty();
    }

    @Test
    void a_plan_that_came_before_no_rule_makes_no_case() {
        RecordedDecision decision = oneForEachAnswer(RULES).values().iterator().next();
        RecordedDecision malformed = new RecordedDecision(
                decision.streamId(),
                decision.at(),
                "BLOCK",
                "malformed_plan",
                "",
                "qty: 'x' is no number",
                decision.plan(),
                decision.evaluationMicros(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                decision.rulebook());

        assertThatThrownBy(() -> RuleCase.of(malformed, RULES.rulebook()))
                .hasMessageContaining("no rule decided plan")
                .hasMessageContaining("malformed_plan");
    }

    private static RecordedDecision withoutOverrides(RecordedDecision d) {
        return new RecordedDecision(
                d.streamId(),
                d.at(),
                d.outcome(),
                d.reason(),
                d.gate(),
                d.detail(),
                d.plan(),
                d.evaluationMicros(),
                d.limits(),
                d.facts(),
                d.conclusions(),
                d.gates(),
                d.fired(),
                new RecordedDecision.RecordedRulebook(
                        d.rulebook().name(),
                        d.rulebook().version(),
                        d.rulebook().digest(),
                        d.rulebook().thresholds(),
                        List.of()));
    }

    /** The facts of the rule tests, decided; one decision for each answer with its reason, and each outcome. */
    private static Map<String, RecordedDecision> oneForEachAnswer(ActiveRules rules) {
        Map<String, RecordedDecision> decisions = new LinkedHashMap<>();
        for (TestedFacts tested : TestedFacts.of(RuleTests.of(rules.texts(), rules.rulebook()))) {
            if (tested.part() == Part.PLAN && tested.thresholds().isEmpty()) {
                RecordedDecision decision = Decided.by(rules, tested.facts());
                decisions.putIfAbsent(decision.outcome(), decision);
                for (RecordedGate gate : decision.gates()) {
                    if (!gate.answer().equals(Answer.PASS)) {
                        decisions.putIfAbsent(gate.name() + " " + gate.answer() + " " + gate.reason(), decision);
                    }
                }
            }
        }
        return decisions;
    }

    private static List<String> everyBlock() {
        List<String> blocks = new ArrayList<>(List.of("PERMIT", "BLOCK", "SKIP", "DUPLICATE"));
        GateRules.of(RULES.rulebook())
                .forEach(gate -> RULES.texts().byPath().forEach((path, text) -> {
                    if (path.endsWith("/" + gate.name() + ".drl")) {
                        Matcher answers = Pattern.compile("answers\\.(block|open)\\( \"[^\"]+\", \"([^\"]+)\"")
                                .matcher(text);
                        while (answers.find()) {
                            blocks.add(gate.name() + " " + answers.group(1).toUpperCase(Locale.ROOT) + " "
                                    + answers.group(2));
                        }
                    }
                }));
        return blocks;
    }

    private static RulebookTexts with(Map<String, StringBuilder> added) {
        Map<String, String> texts = new TreeMap<>(RULES.texts().byPath());
        added.forEach((stem, yaml) -> texts.merge("tests/" + stem + ".yaml", "\n" + yaml, String::concat));
        return new RulebookTexts("memory", new TreeMap<>(texts));
    }
}
