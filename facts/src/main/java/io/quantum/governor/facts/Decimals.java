package io.quantum.governor.facts;

/** Rounding of money and quantities, so that a sum that should equal a limit does equal it. */
public final class Decimals {
    private static final double SCALE = 1e8;
    /** Above this a double is coarser than eight decimals, and multiplying by the scale would lose digits. */
    private static final double LARGEST_EXACT = (1L << 53) / SCALE;

    private Decimals() {}

    /**
     * Rounds half-even to eight decimals (contract 0, conventions).
     *
     * @param value money or a quantity, finite
     * @return the double nearest to the decimal with eight places
     */
    public static double round8(double value) {
        return Math.abs(value) < LARGEST_EXACT ? Math.rint(value * SCALE) / SCALE : value;
    }
}
