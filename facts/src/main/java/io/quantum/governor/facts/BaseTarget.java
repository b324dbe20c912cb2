package io.quantum.governor.facts;

/**
 * The capital that the symbol is given now ({@code target_usd} of {@code quantum:allocation:target:{symbol}}), whatever
 * the mode and the age of that target.
 *
 * @param usd the target, USD
 */
public record BaseTarget(double usd) implements CycleFact {
    public BaseTarget {
        usd = Decimals.round8(Require.notNegative("target_usd", usd));
    }
}
