package io.quantum.governor.facts;

/**
 * Concluded: what the plan would do if it were executed.
 *
 * @param closing whether it reduces a position; otherwise it opens or increases one
 * @param qtyBase its quantity in the base asset; 0 when an opening plan names none
 * @param priced whether its notional is known
 * @param notionalUsd quantity times mark price, USD; 0 when not priced
 * @param limitsBasis what a close counts against: {@code notional} or {@code qty}
 */
public record Order(
        boolean closing,

        @KnownIf({"qtyBase > 0", "qtyBase == 0", "closing", "priced"})
        double qtyBase,

        boolean priced,
        @KnownIf("priced") double notionalUsd,
        String limitsBasis) {
    public Order {
        qtyBase = Decimals.round8(Require.notNegative("qtyBase", qtyBase));
        notionalUsd = Decimals.round8(Require.notNegative("notionalUsd", notionalUsd));
    }

    /** Whether it reduces a position. */
    public boolean isClosing() {
        return closing;
    }

    /** Whether it opens or increases a position. */
    public boolean isOpening() {
        return !closing;
    }

    /** An order whose notional is known. */
    public static Order priced(boolean closing, double qtyBase, double notionalUsd, String limitsBasis) {
        return new Order(closing, qtyBase, true, notionalUsd, limitsBasis);
    }

    /** An order whose notional nobody can tell; it counts by its quantity. */
    public static Order unpriced(boolean closing, double qtyBase) {
        return new Order(closing, qtyBase, false, 0, "qty");
    }
}
