package io.quantum.governor.engine.serve.shadow;

import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.facts.Hint;
import io.quantum.governor.facts.Order;
import io.quantum.governor.facts.Verdict;
import java.util.Optional;

/**
 * What a rulebook said of one plan.
 *
 * @param decision {@code PERMIT}, {@code BLOCK}, {@code SKIP} or {@code DUPLICATE}
 * @param gate the number of the gate that blocks; empty when none does
 * @param reason the reason of a block; empty otherwise
 * @param order what would be executed; empty unless permitted
 * @param hint how much smaller it should be; empty unless permitted
 */
public record Said(String decision, String gate, String reason, Optional<Order> order, Optional<Hint> hint) {
    /** The rules came to no usable end, which blocks. */
    public static final Said ERROR = blocked("evaluation_error");

    /** Of rules that came to an end. */
    public static Said of(Evaluation evaluation) {
        Verdict verdict = evaluation.verdict();
        boolean permits = verdict.decision().equals(Verdict.PERMIT);
        return new Said(
                verdict.decision(),
                verdict.gate(),
                verdict.reason(),
                permits ? evaluation.atMostOne(Order.class) : Optional.empty(),
                permits ? evaluation.atMostOne(Hint.class) : Optional.empty());
    }

    /** A block by no gate. */
    public static Said blocked(String reason) {
        return new Said(Verdict.BLOCK, "", reason, Optional.empty(), Optional.empty());
    }

    /** Whether it would be executed. */
    public boolean isPermit() {
        return decision.equals(Verdict.PERMIT);
    }

    /** Why there is no permit: the reason of a block, else what was decided instead. */
    public String why() {
        return reason.isEmpty() ? decision : reason;
    }
}
