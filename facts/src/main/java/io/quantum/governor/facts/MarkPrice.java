package io.quantum.governor.facts;

/**
 * The symbol's mark price as one source tells it.
 *
 * @param source {@link Position#EXCHANGE} or {@link Position#REDIS}
 * @param usd USD for one unit of the base asset, above 0
 * @param ageSec whole seconds since the source knew it; negative when its timestamp is in the future
 */
public record MarkPrice(String source, double usd, long ageSec) implements Fact {
    public MarkPrice {
        if (Require.finite("usd", usd) <= 0) {
            throw new IllegalArgumentException("usd must be above 0, was " + usd);
        }
    }
}
