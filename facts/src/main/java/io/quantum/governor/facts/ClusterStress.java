package io.quantum.governor.facts;

/**
 * How stressed the symbol's cluster is ({@code quantum:cluster:stress:{cluster_id}}).
 *
 * @param stress 0 calm to 1 stressed
 */
public record ClusterStress(double stress) implements CycleFact {
    public ClusterStress {
        Require.fraction("stress", stress);
    }
}
