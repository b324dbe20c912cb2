package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedGate;
import io.quantum.governor.engine.record.audit.RecordedPlan;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.serve.shadow.Said;
import io.quantum.governor.facts.GateResult;
import java.util.List;
import java.util.Optional;

/**
 * What one rulebook made of a plan.
 *
 * @param said the decision
 * @param gates every asked gate's answer, in the order in which gates decide
 */
record Side(Said said, List<RecordedGate> gates) {
    private static final Side ERROR = new Side(Said.ERROR, List.of());

    /** As it was recorded. */
    static Side then(RecordedPlan plan) {
        boolean permitted = plan.outcome().equals("PERMIT");
        return new Side(
                new Said(
                        plan.outcome(),
                        plan.gate(),
                        plan.reason(),
                        permitted ? plan.order() : Optional.empty(),
                        permitted ? plan.hint() : Optional.empty()),
                plan.gates());
    }

    /** As it is decided now; nothing is a block. */
    static Side now(Optional<Evaluation> evaluation) {
        return evaluation
                .map(e ->
                        new Side(Said.of(e), e.gates().stream().map(Side::gate).toList()))
                .orElse(ERROR);
    }

    private static RecordedGate gate(GateResult result) {
        boolean measured = result.answer().measured();
        return new RecordedGate(
                result.gate().number(),
                result.gate().name(),
                result.gate().enforcement(),
                result.answer().answer(),
                result.answer().reason(),
                measured ? Optional.of(result.answer().value()) : Optional.empty(),
                measured ? Optional.of(result.answer().limit()) : Optional.empty());
    }

    /** The gate that blocks; empty when none does. */
    Optional<RecordedGate> decider() {
        return gates.stream()
                .filter(g -> g.gate().equals(said.gate()) && g.reason().equals(said.reason()))
                .findFirst();
    }
}
