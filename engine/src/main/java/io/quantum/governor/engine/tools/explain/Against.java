package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.record.audit.Overrides;
import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedGate;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import io.quantum.governor.engine.rules.rulebook.Threshold;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.engine.tools.nearmiss.FactWords;
import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Gate;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What another rulebook makes of the recorded facts of a plan, beside what was decided.
 *
 * @param rulebook the other one's name, version and digest
 * @param verdict the outcome and its reason, before and after
 * @param gates every gate that either of them asked, in the order in which they decide
 * @param thresholds the limits that are not the same
 */
public record Against(String rulebook, Change verdict, List<Change> gates, List<Change> thresholds) {
    private static final String NOT_ASKED = "not asked";
    private static final String NONE = "none";

    /**
     * One thing, before and after.
     *
     * @param name what it is: of a gate its name
     */
    public record Change(String name, String before, String after) {
        /** Whether it is not the same. */
        public boolean differs() {
            return !before.equals(after);
        }
    }

    /**
     * Decides a recorded plan by another rulebook. Its limits are its own, except for those that the operator had set when
     * the plan was decided.
     *
     * @throws IllegalArgumentException when the record holds no facts, or the other rulebook does not allow a limit that
     *     the operator had set
     */
    public static Against of(RecordedDecision decision, Rulebook other) {
        if (decision.facts().isEmpty()) {
            throw new IllegalArgumentException("plan " + decision.planId()
                    + " came before no rule, so its record holds no facts that another rulebook could judge");
        }
        Map<String, String> overridden = Overrides.of(decision.rulebook());
        Redecision after = Redecision.of(decision, other, overridden);
        String before = (decision.outcome() + " " + decision.reason()).strip();
        return new Against(
                other.manifest().name() + " "
                        + ShortDigest.beside(other.manifest().version(), other.digest()),
                new Change("verdict", before, after.outcome()),
                gates(decision, after.evaluation()),
                thresholds(decision, after.facts(), other, overridden));
    }

    private static List<Change> gates(RecordedDecision decision, Optional<Evaluation> after) {
        Map<String, String> before = new LinkedHashMap<>();
        decision.gates().forEach(gate -> before.put(Sentences.gate(gate.gate(), gate.name()), text(gate)));
        Map<String, String> now = new LinkedHashMap<>();
        after.map(Evaluation::gates)
                .orElse(List.of())
                .forEach(gate ->
                        now.put(Sentences.gate(gate.gate().number(), gate.gate().name()), text(gate)));
        return changes(before, now, NOT_ASKED);
    }

    private static List<Change> thresholds(
            RecordedDecision decision, List<Fact> facts, Rulebook other, Map<String, String> overridden) {
        Map<String, String> now = new TreeMap<>();
        for (Threshold threshold : other.thresholds().values()) {
            now.put(threshold.name(), threshold.value().toString());
        }
        facts.stream()
                .filter(Plan.class::isInstance)
                .forEach(plan -> other.limits()
                        .of(LimitScope.of((Plan) plan))
                        .forEach((name, row) -> now.put(name, row.value().toString())));
        overridden.forEach(now::replace);
        return changes(decision.thresholds(), now, NONE).stream()
                .filter(Change::differs)
                .toList();
    }

    private static List<Change> changes(Map<String, String> before, Map<String, String> after, String otherwise) {
        Map<String, String> all = new LinkedHashMap<>(before);
        after.forEach(all::putIfAbsent);
        List<Change> changes = new ArrayList<>();
        all.keySet()
                .forEach(name -> changes.add(
                        new Change(name, before.getOrDefault(name, otherwise), after.getOrDefault(name, otherwise))));
        return changes;
    }

    private static String text(RecordedGate gate) {
        String measured = gate.value().isPresent() && gate.limit().isPresent()
                ? measured(gate.value().get(), gate.limit().get())
                : "";
        return text(gate.enforcement(), gate.answer(), gate.reason(), measured);
    }

    private static String text(GateResult result) {
        Answer answer = result.answer();
        String measured = answer.measured() ? measured(answer.value(), answer.limit()) : "";
        return text(result.gate().enforcement(), answer.answer(), answer.reason(), measured);
    }

    private static String text(String enforcement, String answer, String reason, String measured) {
        String shadow = enforcement.equals(Gate.SHADOW) ? " (shadow)" : "";
        return answer + shadow + (reason.isEmpty() ? "" : " " + reason) + measured;
    }

    private static String measured(double value, double limit) {
        return ", " + FactWords.number(value) + " against " + FactWords.number(limit);
    }
}
