package io.quantum.governor.engine.nearmiss;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.evaluate.Evaluation;
import io.quantum.governor.engine.evaluate.Evaluator;
import io.quantum.governor.engine.life.ActiveRules;
import io.quantum.governor.engine.rulebook.RulebookFiles;
import io.quantum.governor.engine.ruletest.Situations;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.facts.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class NearMissesTest {
    private static final ActiveRules RULES = TestRules.with(Map.of());
    private static final NearMisses NEAR_MISSES = NearMisses.compile(RulebookFiles.of(RULES.texts()));

    @Test
    void prints() {
        List<Situations.Situation> all = Situations.of(RULES.texts(), RULES.rulebook());
        all.stream()
                .filter(Situations.Situation::plain)
                .limit(400)
                .filter(s -> s.hashCode() % 40 == 0)
                .limit(4)
                .forEach(s -> {
                    System.out.println("=== " + s.text());
                    long t = System.nanoTime();
                    List<NearMiss> misses = misses(s.facts());
                    System.out.println((System.nanoTime() - t) / 1000 + " us");
                    misses.forEach(
                            m -> System.out.println(m.rule() + "\n      " + m.condition() + "\n      " + m.why()));
                });
        assertThat(all).isNotEmpty();
    }

    private static List<NearMiss> misses(List<Fact> facts) {
        try (Evaluator evaluator = new Evaluator(RULES.rulebook(), RULES.thresholds())) {
            Evaluation evaluation = evaluator.evaluate(facts);
            List<Object> known = new ArrayList<>(facts);
            known.addAll(evaluation.conclusions());
            Map<String, String> thresholds = new HashMap<>();
            RULES.thresholds().values().forEach((name, value) -> thresholds.put(name, value.toString()));
            return NEAR_MISSES.of(
                    known,
                    thresholds,
                    evaluation.fired().stream().map(f -> f.name()).collect(Collectors.toSet()));
        }
    }
}
