package io.quantum.governor.facts;

/**
 * Concluded: what the symbol's known position is worth at the known price.
 *
 * @param usd USD, never negative
 */
public record PositionNotional(double usd) {
    public PositionNotional {
        usd = Decimals.round8(Require.notNegative("usd", usd));
    }
}
