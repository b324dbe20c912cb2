package io.quantum.governor.facts;

/**
 * Concluded: the largest position notional that the symbol may have.
 *
 * @param usd USD
 * @param equityUsd the equity that it was worked out from, USD
 * @param baseRiskShare the share of the equity that a symbol without stress may have
 */
public record SymbolBudget(double usd, double equityUsd, double baseRiskShare) {
    public SymbolBudget {
        usd = Decimals.round8(Require.notNegative("usd", usd));
        Require.finite("equityUsd", equityUsd);
        Require.finite("baseRiskShare", baseRiskShare);
    }
}
