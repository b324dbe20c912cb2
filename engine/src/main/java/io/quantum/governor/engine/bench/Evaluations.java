package io.quantum.governor.engine.bench;

import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.facts.AllocationTarget;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.BudgetViolation;
import io.quantum.governor.facts.CapitalEfficiency;
import io.quantum.governor.facts.DailyTotals;
import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.KillScore;
import io.quantum.governor.facts.KillSwitch;
import io.quantum.governor.facts.LastPermit;
import io.quantum.governor.facts.MarkPrice;
import io.quantum.governor.facts.Plan;
import io.quantum.governor.facts.Portfolio;
import io.quantum.governor.facts.PortfolioBudget;
import io.quantum.governor.facts.Position;
import io.quantum.governor.facts.PriorDecision;
import io.quantum.governor.facts.PriorExecution;
import io.quantum.governor.facts.Unavailable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The rules alone, on the facts of one production close. */
final class Evaluations {
    private static final List<Fact> FACTS = List.of(
            new ApplyMode("production"),
            new Plan("bench", "BTCUSDT", "PARTIAL_50", "EXECUTE", "", "", "", "", 0, 0, 0),
            new KillScore(0.31),
            new KillSwitch(false),
            new PortfolioBudget("enforce", 1500, 4),
            Unavailable.missing(BudgetViolation.class, "bench"),
            new AllocationTarget("enforce", 5000, "0.8", 4),
            new CapitalEfficiency(0.2, 0.9, 3),
            new Position(Position.EXCHANGE, 0.01, 0.01, 1),
            new MarkPrice(Position.EXCHANGE, 95_000, 1),
            new Portfolio(Position.EXCHANGE, 950, 1, 1),
            new Executions(List.of(5000.0), 0),
            new DailyTotals(0, 0),
            Unavailable.missing(LastPermit.class, "bench"),
            Unavailable.missing(PriorDecision.class, "bench"),
            new PriorExecution(false));

    /** Before so many the compiler of the JVM is not done with the rules. */
    private static final int WARM_UP = 60_000;

    private final ActiveRules rules;
    private final int times;

    Evaluations(Path directory, int times) {
        this.rules = ActiveRules.read(directory, Map.of());
        this.times = times;
    }

    Row alone() {
        try (Evaluator evaluator = new Evaluator(rules.rulebook(), rules.thresholds())) {
            for (int i = 0; i < WARM_UP; i++) {
                evaluator.evaluate(FACTS);
            }
            long[] nanos = new long[times];
            for (int i = 0; i < times; i++) {
                long start = System.nanoTime();
                evaluator.evaluate(FACTS);
                nanos[i] = System.nanoTime() - start;
            }
            return Row.ofNanos("evaluation alone, with trace", nanos);
        }
    }

    /** What the rules make of such a close, for a floor without them. */
    Evaluation example() {
        try (Evaluator evaluator = new Evaluator(rules.rulebook(), rules.thresholds())) {
            return evaluator.evaluate(FACTS);
        }
    }

    ActiveRules rules() {
        return rules;
    }
}
