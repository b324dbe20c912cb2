package io.quantum.governor.facts;

/**
 * A plan that has just been blocked.
 *
 * @param symbol its symbol
 * @param gate the stem of the deciding gate's rule file: {@code burst}
 * @param reason the reason code of the block
 * @param measured whether there are a value and a limit
 * @param value what the deciding gate saw; 0 when not measured
 * @param limit what it compared that with, in the same unit; 0 when not measured
 */
public record BlockedPlan(
        String symbol,
        String gate,
        String reason,
        boolean measured,
        @KnownIf("measured") double value,
        @KnownIf("measured") double limit)
        implements CycleFact {
    public BlockedPlan {
        Require.finite("value", value);
        Require.finite("limit", limit);
    }

    /** A plan of this symbol was blocked by this answer of a gate. */
    public static BlockedPlan of(String symbol, Answer answer) {
        return new BlockedPlan(
                symbol, answer.gate(), answer.reason(), answer.measured(), answer.value(), answer.limit());
    }
}
