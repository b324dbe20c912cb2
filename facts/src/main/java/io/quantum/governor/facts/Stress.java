package io.quantum.governor.facts;

/**
 * Concluded: how much of the budget stress takes away.
 *
 * @param stress 0 nothing to 1 all
 */
public record Stress(double stress) {
    public Stress {
        stress = Decimals.round8(Require.fraction("stress", stress));
    }
}
