package io.quantum.governor.engine.serve.observe;

import io.quantum.governor.engine.serve.shadow.Said;
import io.quantum.governor.facts.Order;
import java.util.Optional;

/**
 * How two governors agree about a plan.
 *
 * @param result one of the words below, or {@code known:} and the name of a known difference
 * @param gate the number of the gate by which this governor blocks; empty when it does not, or no gate did
 * @param reason of the block that one of both gave; of {@link #OTHER_REASON} this governor's
 */
public record Observation(String result, String gate, String reason) {
    /** Both decide the same. */
    static final String AGREE = "agree";
    /** This governor blocks what the other permits. */
    static final String WE_BLOCK = "we_block";
    /** This governor permits what the other blocks. */
    static final String WE_PERMIT = "we_permit";
    /** Both block, for different reasons. */
    static final String OTHER_REASON = "other_reason";
    /** Both permit, another quantity. */
    static final String OTHER_QTY = "other_qty";
    /** The other governor did not show what it decided. */
    static final String SILENT = "silent";
    /** What was known when the plan was judged may or may not have held the other's decision. */
    static final String RACED = "raced";
    /** The plan was read too late to be judged by what was known when it was published. */
    static final String MISSED = "missed";

    /** A part of the quantity that two ways of rounding may differ by. */
    private static final double SAME_QTY = 1e-6;

    static Observation of(Said ours, Theirs theirs) {
        if (ours.isPermit() && theirs.permits()) {
            return new Observation(isSameQty(ours.order(), theirs) ? AGREE : OTHER_QTY, "", "");
        }
        if (ours.isPermit()) {
            return new Observation(WE_PERMIT, "", theirs.reason());
        }
        if (theirs.permits()) {
            return new Observation(WE_BLOCK, ours.gate(), ours.why());
        }
        if (theirs.reason().isEmpty()) {
            // both block; by which gate the other one does it has not said
            return new Observation(AGREE, "", "");
        }
        boolean same = theirs.reason().equals(ours.reason());
        return new Observation(same ? AGREE : OTHER_REASON, ours.gate(), ours.why());
    }

    /** One of which nothing but this can be said. */
    static Observation of(String result) {
        return new Observation(result, "", "");
    }

    /** The same, as a known difference. */
    Observation known(String name) {
        return new Observation("known:" + name, gate, reason);
    }

    /** Those that were read too late would push out what people look at. */
    boolean isWorthAnExample() {
        return !isAgreed() && !result.equals(MISSED);
    }

    boolean isAgreed() {
        return result.equals(AGREE);
    }

    private static boolean isSameQty(Optional<Order> order, Theirs theirs) {
        if (theirs.qtyBase().isEmpty() || order.isEmpty()) {
            return true;
        }
        double qty = theirs.qtyBase().getAsDouble();
        return Math.abs(order.get().qtyBase() - qty)
                <= SAME_QTY * Math.max(Math.abs(qty), order.get().qtyBase());
    }
}
