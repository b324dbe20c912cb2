package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.rulebook.FactBinder;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A recorded plan decided again.
 *
 * @param facts those of the record, as the rules know them
 * @param evaluation what the rules made of the recorded facts; empty when they came to no end
 * @param fault why they came to none; empty when they did
 */
record Redecision(List<Fact> facts, Optional<Evaluation> evaluation, String fault) {

    /**
     * Decides.
     *
     * @param thresholds the values that hold, as texts, by their qualified names; the rule files' own for any other
     */
    @SuppressWarnings("IllegalCatch") // as when it was decided, a rule may fail in any way
    static Redecision of(RecordedDecision decision, Rulebook rulebook, Map<String, String> thresholds) {
        List<Fact> facts = List.of();
        try (Evaluator evaluator = new Evaluator(rulebook, ThresholdValues.of(rulebook, thresholds))) {
            facts = new FactBinder(rulebook.kinds(), Part.PLAN)
                    .bind(decision.facts(), decision.at())
                    .facts();
            return new Redecision(facts, Optional.of(evaluator.evaluate(facts)), "");
        } catch (RuntimeException | LinkageError e) {
            return new Redecision(facts, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /** Whether it came out as the record says. */
    boolean confirms(RecordedDecision decision) {
        return evaluation
                .map(Evaluation::verdict)
                .filter(verdict -> verdict.decision().equals(decision.outcome())
                        && verdict.reason().equals(decision.reason())
                        && verdict.gate().equals(decision.gate()))
                .isPresent();
    }

    /** {@code BLOCK kill_score_critical_non_close}. */
    String outcome() {
        return evaluation.map(Evaluation::verdict).map(Redecision::text).orElse("no decision: " + fault);
    }

    private static String text(Verdict verdict) {
        return (verdict.decision() + " " + verdict.reason()).strip();
    }

    /** Every fact, and everything that rules concluded from them. */
    List<Object> known() {
        List<Object> known = new ArrayList<>(facts);
        evaluation.ifPresent(e -> known.addAll(e.conclusions()));
        return known;
    }
}
