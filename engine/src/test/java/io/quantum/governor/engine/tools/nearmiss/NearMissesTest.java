package io.quantum.governor.engine.tools.nearmiss;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.evaluate.FiredRule;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.ruletest.RuleTests;
import io.quantum.governor.engine.rules.ruletest.TestedFacts;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.facts.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NearMissesTest {
    private static final ActiveRules RULES = TestRules.with(Map.of());
    private static final NearMisses NEAR_MISSES = NearMisses.compile(RulebookFiles.of(RULES.texts()));
    private static final List<TestedFacts> CASES =
            TestedFacts.of(RuleTests.of(RULES.texts(), RULES.rulebook())).stream()
                    .filter(facts ->
                            facts.part() == Part.PLAN && facts.thresholds().isEmpty())
                    .toList();

    @Test
    void a_comparison_that_failed_tells_both_sides_and_how_far_they_were_apart() {
        NearMiss miss = miss(
                "kill-score: an opening plan at the critical score is blocked, one below passes [1]",
                "kill-score: block an opening plan at or above the critical score");

        assertThat(miss.condition()).isEqualTo("score >= killScoreThresholds.critical");
        assertThat(miss.why())
                .isEqualTo("the kill score was 0.7999 and had to be at least 0.8 (killScore.critical): 0.0001 too low");
        assertThat(miss.distance()).containsExactly(new NearMiss.Distance(0.7999, ">=", 0.8));
    }

    @Test
    void a_value_exactly_at_a_limit_that_it_must_be_below_is_told_so() {
        assertThat(miss(
                                "kill-score: an opening plan at the critical score is blocked, one below passes [2]",
                                "kill-score: pass an opening plan below the critical score")
                        .why())
                .isEqualTo(
                        "the kill score was 0.8 and had to be less than 0.8 (killScore.critical): it was exactly that");
    }

    @Test
    void the_first_condition_that_fails_is_told_and_not_a_later_one() {
        NearMiss miss = miss(
                "kill-score: a close passes at any score",
                "kill-score: block an opening plan at or above the critical score");

        assertThat(miss.condition()).isEqualTo("opening");
        assertThat(miss.why()).isEqualTo("the order was not opening");
    }

    @Test
    void a_fact_that_is_there_keeps_a_rule_for_its_absence_from_firing() {
        assertThat(miss("kill-score: a close passes at any score", "position: unknown when no source is fresh")
                        .why())
                .startsWith("there was a position: source ")
                .contains("age 1 s");
        assertThat(miss("kill-score: a close passes at any score", "kill-score: pass a close without a score")
                        .why())
                .isEqualTo("the kill score was known");
    }

    @Test
    void every_rule_of_a_tested_plan_either_fired_or_has_a_reason() {
        Set<String> all = NEAR_MISSES.outlines().stream().map(RuleOutline::name).collect(Collectors.toSet());
        assertThat(CASES).hasSizeGreaterThan(300);
        try (Evaluator evaluator = new Evaluator(RULES.rulebook(), RULES.thresholds())) {
            // every fifth is of every file and kind
            for (int i = 0; i < CASES.size(); i += 5) {
                TestedFacts facts = CASES.get(i);
                Evaluation evaluation = evaluator.evaluate(facts.facts());
                List<NearMiss> misses = misses(facts.facts(), evaluation);
                assertThat(misses).as(facts.test()).allSatisfy(miss -> {
                    assertThat(miss.why()).isNotBlank().doesNotContain("`").doesNotContain("Thresholds");
                    // what is told to have been too far must have been too far
                    assertThat(miss.distance()).noneMatch(NearMissesTest::holds);
                });
                assertThat(Stream.concat(
                                        misses.stream().map(NearMiss::rule),
                                        // the rules of disarming are asked of what comes out
                                        evaluation.fired().stream()
                                                .map(FiredRule::name)
                                                .filter(all::contains))
                                .collect(Collectors.toSet()))
                        .as(facts.test())
                        .isEqualTo(all);
            }
        }
    }

    private static boolean holds(NearMiss.Distance distance) {
        return switch (distance.comparison()) {
            case ">" -> distance.value() > distance.limit();
            case ">=" -> distance.value() >= distance.limit();
            case "<" -> distance.value() < distance.limit();
            case "<=" -> distance.value() <= distance.limit();
            case "!=" -> distance.value() != distance.limit();
            default -> distance.value() == distance.limit();
        };
    }

    private static NearMiss miss(String test, String rule) {
        TestedFacts facts = CASES.stream()
                .filter(f -> f.test().startsWith(test))
                .findFirst()
                .orElseThrow();
        try (Evaluator evaluator = new Evaluator(RULES.rulebook(), RULES.thresholds())) {
            return misses(facts.facts(), evaluator.evaluate(facts.facts())).stream()
                    .filter(miss -> miss.rule().equals(rule))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<NearMiss> misses(List<Fact> facts, Evaluation evaluation) {
        List<Object> known = new ArrayList<>(facts);
        known.addAll(evaluation.conclusions());
        Map<String, String> thresholds = new HashMap<>();
        RULES.thresholds().values().forEach((name, value) -> thresholds.put(name, value.toString()));
        return NEAR_MISSES.of(
                known,
                thresholds,
                evaluation.fired().stream().map(FiredRule::name).collect(Collectors.toSet()));
    }
}
