package io.quantum.governor.facts;

/**
 * Concluded: the symbol's volatility regime.
 *
 * @param regime {@code LOW}, {@code NORMAL}, {@code HIGH} or {@code EXTREME}
 * @param stress what it adds to the stress before it is weighted, 0 to 1
 */
public record Volatility(String regime, double stress) {
    public Volatility {
        Require.fraction("stress", stress);
    }
}
