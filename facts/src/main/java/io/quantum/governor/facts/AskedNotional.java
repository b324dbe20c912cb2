package io.quantum.governor.facts;

/**
 * The position notional that somebody wants checked against the symbol's budget.
 *
 * @param usd USD, never negative
 */
public record AskedNotional(double usd) implements CycleFact {
    public AskedNotional {
        usd = Decimals.round8(Require.notNegative("usd", usd));
    }
}
