package io.quantum.governor.facts;

/**
 * All open positions together, as one source tells them.
 *
 * @param source {@link Position#EXCHANGE} or {@link Position#REDIS}
 * @param notionalUsd the absolute notionals of all positions summed, USD
 * @param openPositions how many positions are not flat
 * @param ageSec whole seconds since the source knew the oldest of them
 */
public record Portfolio(String source, double notionalUsd, int openPositions, long ageSec) implements Fact {
    public Portfolio {
        notionalUsd = Decimals.round8(Require.notNegative("notionalUsd", notionalUsd));
        Require.notNegative("openPositions", openPositions);
    }
}
