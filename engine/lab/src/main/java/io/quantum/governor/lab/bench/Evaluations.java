package io.quantum.governor.lab.bench;

import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.DailyTotals;
import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.KillSwitch;
import io.quantum.governor.facts.MarkPrice;
import io.quantum.governor.facts.Plan;
import io.quantum.governor.facts.Portfolio;
import io.quantum.governor.facts.Position;
import io.quantum.governor.facts.PriorDecision;
import io.quantum.governor.facts.PriorExecution;
import io.quantum.governor.facts.Unavailable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The rules alone, on the facts of one production close. */
final class Evaluations {
    private static final List<Fact> TOLD = List.of(
            new ApplyMode("production"),
            new Plan("bench", "BTCUSDT", "PARTIAL_50", "EXECUTE", "", "", "", "", 0, 0, 0),
            new KillSwitch(false),
            new Position(Position.EXCHANGE, 0.01, 0.01, 1),
            new MarkPrice(Position.EXCHANGE, 95_000, 1),
            new Portfolio(Position.EXCHANGE, 950, 1, 1),
            new Executions(List.of(5000.0), 0),
            new DailyTotals(0, 0),
            Unavailable.missing(PriorDecision.class, "bench"),
            new PriorExecution(false));

    private static final Map<String, Map<String, Object>> DECLARED = Map.of(
            "killScore", Map.of("score", 0.31),
            "portfolioBudget", Map.of("mode", "enforce", "budgetUsd", 1500.0, "ageSec", 4),
            "allocationTarget", Map.of("mode", "enforce", "targetUsd", 5000.0, "confidence", "0.8", "ageSec", 4),
            "capitalEfficiency", Map.of("score", 0.2, "confidence", 0.9, "ageSec", 3));

    private static final Instant NOW = Instant.parse("2026-01-28T12:00:00Z");

    /** Before so many the compiler of the JVM is not done with the rules. */
    private static final int WARM_UP = 60_000;

    private final ActiveRules rules;
    private final int times;
    private final List<Fact> facts;

    Evaluations(Path directory, int times) {
        this.rules = ActiveRules.read(directory, Map.of());
        this.times = times;
        this.facts = new BenchFacts(rules.rulebook()).of(TOLD, DECLARED, NOW);
    }

    Row alone(String suffix) {
        try (Evaluator evaluator = new Evaluator(rules.rulebook(), rules.thresholds())) {
            for (int i = 0; i < WARM_UP; i++) {
                evaluator.evaluate(facts);
            }
            long[] nanos = new long[times];
            for (int i = 0; i < times; i++) {
                long start = System.nanoTime();
                evaluator.evaluate(facts);
                nanos[i] = System.nanoTime() - start;
            }
            return Row.ofNanos("evaluation alone, with trace" + suffix, nanos);
        }
    }

    /** What the rules make of such a close, for a floor without them. */
    Evaluation example() {
        try (Evaluator evaluator = new Evaluator(rules.rulebook(), rules.thresholds())) {
            return evaluator.evaluate(facts);
        }
    }

    ActiveRules rules() {
        return rules;
    }
}
