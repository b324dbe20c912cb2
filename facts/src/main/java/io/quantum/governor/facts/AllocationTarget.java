package io.quantum.governor.facts;

/**
 * The capital that the allocation brain gives the symbol ({@code quantum:allocation:target:{symbol}}).
 *
 * @param mode {@code enforce}, or anything else for shadow
 * @param targetUsd the largest position notional, USD
 * @param confidence how sure the allocation brain is, as it wrote it; empty when it wrote none
 * @param ageSec whole seconds since it was computed; negative when its timestamp is in the future
 */
public record AllocationTarget(String mode, double targetUsd, String confidence, long ageSec) implements Fact {
    public AllocationTarget {
        targetUsd = Decimals.round8(Require.notNegative("targetUsd", targetUsd));
    }
}
