package io.quantum.governor.facts;

/**
 * What the portfolio budget engine allows the symbol (contract 1, {@code quantum:portfolio:budget:{symbol}}).
 *
 * @param mode {@code enforce}, or anything else for shadow
 * @param budgetUsd the largest position notional, USD
 * @param ageSec whole seconds since it was computed; negative when its timestamp is in the future
 */
public record PortfolioBudget(String mode, double budgetUsd, long ageSec) implements Fact {
    public PortfolioBudget {
        budgetUsd = Decimals.round8(Require.notNegative("budgetUsd", budgetUsd));
    }
}
