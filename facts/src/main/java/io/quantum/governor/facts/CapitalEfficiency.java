package io.quantum.governor.facts;

/**
 * How well the symbol uses its capital ({@code quantum:capital:efficiency:{symbol}}).
 *
 * @param score 0 wasteful to 1 efficient
 * @param confidence 0 guessed to 1 certain
 * @param ageSec whole seconds since it was computed; negative when its timestamp is in the future
 */
public record CapitalEfficiency(double score, double confidence, long ageSec) implements Fact {
    public CapitalEfficiency {
        Require.fraction("score", score);
        Require.fraction("confidence", confidence);
    }
}
