package io.quantum.governor.facts;

/**
 * What the whole portfolio is worth ({@code quantum:state:portfolio}).
 *
 * @param equityUsd USD, above 0: a portfolio worth nothing has no budget to share
 * @param ageSec whole seconds since it was told; negative when its timestamp is in the future
 */
public record PortfolioState(double equityUsd, long ageSec) implements CycleFact {
    public PortfolioState {
        equityUsd = Decimals.round8(Require.finite("equityUsd", equityUsd));
        if (equityUsd <= 0) {
            throw new IllegalArgumentException("equityUsd must be above 0, was " + equityUsd);
        }
    }
}
