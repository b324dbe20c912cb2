package io.quantum.governor.facts;

/**
 * Concluded: the portfolio heat that a budget is worked out with.
 *
 * @param heat 0 cold to 1 hot
 */
public record HeatUsed(double heat) {
    public HeatUsed {
        Require.notNegative("heat", heat);
    }
}
