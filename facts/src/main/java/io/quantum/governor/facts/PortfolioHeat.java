package io.quantum.governor.facts;

/**
 * How hot the heat gate finds the portfolio: its gauge {@code p26_heat_value}.
 *
 * @param heat 0 cold to 1 hot; above 1 it is hotter than hot
 */
public record PortfolioHeat(double heat) implements CycleFact {
    public PortfolioHeat {
        Require.notNegative("heat", heat);
    }
}
