package io.quantum.governor.facts;

/**
 * Concluded: the cluster stress that a budget is worked out with.
 *
 * @param stress 0 calm to 1 stressed
 */
public record ClusterStressUsed(double stress) {
    public ClusterStressUsed {
        Require.fraction("stress", stress);
    }
}
