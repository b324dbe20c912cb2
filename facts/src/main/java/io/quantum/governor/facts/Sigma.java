package io.quantum.governor.facts;

/**
 * The symbol's volatility as a number ({@code quantum:state:market:{symbol}}).
 *
 * @param sigma the standard deviation of its returns as a fraction, {@code 0.02}
 */
public record Sigma(double sigma) implements CycleFact {
    public Sigma {
        Require.notNegative("sigma", sigma);
    }
}
