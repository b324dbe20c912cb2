package io.quantum.governor.facts;

/**
 * Concluded: the target that the efficiency of a symbol suggests.
 *
 * @param baseTargetUsd the target as it is, USD
 * @param proposedTargetUsd the target as it should be, USD
 * @param multiplier the ratio of the two
 * @param reason the multiplier's reason
 */
public record Proposal(double baseTargetUsd, double proposedTargetUsd, double multiplier, String reason)
        implements TargetAdvice {
    public Proposal {
        Require.notNegative("baseTargetUsd", baseTargetUsd);
        proposedTargetUsd = Decimals.round8(Require.notNegative("proposedTargetUsd", proposedTargetUsd));
        Require.notNegative("multiplier", multiplier);
    }

    /**
     * A proposal.
     *
     * @param baseTargetUsd the target as it is, USD
     * @param proposedTargetUsd the target as it should be, USD
     * @param multiplier the ratio of the two, with its reason
     */
    public static Proposal of(double baseTargetUsd, double proposedTargetUsd, Multiplier multiplier) {
        return new Proposal(baseTargetUsd, proposedTargetUsd, multiplier.value(), multiplier.reason());
    }
}
