package io.quantum.governor.facts;

/**
 * Concluded: what is told of the symbol's efficiency beside a permit or a proposal, whether it was used or not.
 *
 * @param score 0 wasteful to 1 efficient
 * @param confidence 0 guessed to 1 certain
 */
public record EfficiencyTold(double score, double confidence) {
    public EfficiencyTold {
        Require.fraction("score", score);
        Require.fraction("confidence", confidence);
    }
}
