package io.quantum.governor.loaders.redis;

import io.quantum.governor.facts.Plan;
import java.time.Instant;

/**
 * A plan as its publisher wrote it; see {@link Plan} for the fields.
 *
 * @param publishedMs when it was published, milliseconds since the epoch, by its stream id
 */
public record PlanFields(
        String planId,
        String symbol,
        String action,
        String decision,
        String side,
        String positionSide,
        String strategy,
        String account,
        double qtyBase,
        double closeQtyBase,
        long publishedMs) {

    /** The fact about this plan at one moment. */
    public Plan at(Instant now) {
        long ageSec = now.getEpochSecond() - Math.floorDiv(publishedMs, 1000L);
        return new Plan(
                planId, symbol, action, decision, side, positionSide, strategy, account, qtyBase, closeQtyBase, ageSec);
    }
}
