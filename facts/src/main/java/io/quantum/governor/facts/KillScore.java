package io.quantum.governor.facts;

/**
 * How dangerous the plan's publisher finds the market.
 *
 * @param score 0 calm to 1 critical; any finite number is taken as written
 */
public record KillScore(double score) implements Fact {
    public KillScore {
        Require.finite("score", score);
    }
}
