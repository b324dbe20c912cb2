package io.quantum.governor.facts;

/**
 * Concluded: how much smaller the executor should make the order; it never blocks.
 *
 * @param action {@code NONE} or {@code DOWNSIZE}
 * @param factor what to multiply the order's cap with, 0 to 1
 * @param extraCooldownSec seconds to wait in addition before the next order of the symbol
 * @param reason {@code ok}, {@code missing_eff}, {@code stale_eff}, {@code low_conf} or {@code redis_error}
 */
public record Hint(String action, double factor, long extraCooldownSec, String reason) {
    public Hint {
        Require.fraction("factor", factor);
    }

    /** No reason, or no usable data, to make the order smaller. */
    public static Hint none(String reason) {
        return new Hint("NONE", 1, 0, reason);
    }

    /**
     * The order should be smaller.
     *
     * @param factor what to multiply the order's cap with, 0 to 1
     * @param extraCooldownSec seconds, rounded half-even to whole ones
     */
    public static Hint downsize(double factor, double extraCooldownSec) {
        return new Hint("DOWNSIZE", factor, (long) Math.rint(extraCooldownSec), "ok");
    }
}
