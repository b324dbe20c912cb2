package io.quantum.governor.loaders.redis;

import io.quantum.governor.facts.ClusterStress;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.PortfolioState;
import io.quantum.governor.facts.Sigma;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.facts.VolatilityRegime;
import java.time.Instant;
import java.util.Map;

/** Turns what Redis holds for the budget engine into facts. */
final class BudgetDecoder {
    private static final String DEFAULT_CLUSTER = "default";

    private BudgetDecoder() {}

    static Fact portfolio(Reply<Map<String, byte[]>> hash, Instant now) {
        return FactDecoder.fromHash(
                PortfolioState.class,
                hash,
                f -> new PortfolioState(f.number("equity_usd"), f.ageSec("timestamp", now)));
    }

    static Fact volatilityRegime(Reply<Map<String, byte[]>> hash) {
        return FactDecoder.fromHash(
                VolatilityRegime.class,
                hash,
                f -> f.has("vol_regime")
                        ? new VolatilityRegime(f.text("vol_regime"))
                        : Unavailable.missing(VolatilityRegime.class, hash.key()));
    }

    static Fact sigma(Reply<Map<String, byte[]>> hash) {
        return FactDecoder.fromHash(
                Sigma.class,
                hash,
                f -> f.has("sigma") ? new Sigma(f.number("sigma")) : Unavailable.missing(Sigma.class, hash.key()));
    }

    static Fact clusterStress(Reply<Map<String, byte[]>> hash) {
        return FactDecoder.fromHash(ClusterStress.class, hash, f -> new ClusterStress(f.number("stress")));
    }

    /** The cluster that a symbol belongs to; a symbol of which nothing is told belongs to the default one. */
    static String cluster(Reply<byte[]> of) throws UnreadableException {
        String cluster = of.text();
        return cluster.isEmpty() ? DEFAULT_CLUSTER : cluster;
    }

    /** Of a symbol whose cluster can't be read. */
    static Fact clusterUnreadable(String key, UnreadableException why) {
        return Unavailable.unreadable(ClusterStress.class, key + ": " + why.getMessage());
    }
}
