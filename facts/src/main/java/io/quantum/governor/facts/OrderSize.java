package io.quantum.governor.facts;

/**
 * Concluded: how much the plan would trade.
 *
 * @param closing whether it reduces a position; otherwise it opens or increases one
 * @param qtyBase its quantity in the base asset
 * @param limitsBasis what a close counts against when it has a price: {@code notional} or {@code qty}
 */
public record OrderSize(boolean closing, double qtyBase, String limitsBasis) {
    public OrderSize {
        qtyBase = Decimals.round8(Require.notNegative("qtyBase", qtyBase));
    }
}
