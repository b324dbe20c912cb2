package io.quantum.governor.loaders.binance;

/**
 * One position as the exchange lists it; in hedge mode a symbol has one row a side.
 *
 * @param positionSide {@link #BOTH} in one-way mode, {@link #LONG} or {@link #SHORT} in hedge mode
 * @param positionAmt its size in the base asset, negative when short, finite; 0 is flat
 */
public record PositionRow(String positionSide, double positionAmt) {
    /** The side of the only row that a symbol has in one-way mode. */
    public static final String BOTH = "BOTH";

    /** The long side in hedge mode. */
    public static final String LONG = "LONG";

    /** The short side in hedge mode. */
    public static final String SHORT = "SHORT";

    /**
     * Refuses what no position can be.
     *
     * @throws IllegalArgumentException when the side is none of the three or the size is not finite
     */
    public PositionRow {
        if (!isSide(positionSide)) {
            throw new IllegalArgumentException("positionSide must be BOTH, LONG or SHORT, was " + positionSide);
        }
        if (!Double.isFinite(positionAmt)) {
            throw new IllegalArgumentException("positionAmt must be a finite number, was " + positionAmt);
        }
    }

    /** Whether nothing is held on this side. */
    public boolean isFlat() {
        return positionAmt == 0;
    }

    static boolean isSide(String text) {
        return text.equals(BOTH) || text.equals(LONG) || text.equals(SHORT);
    }
}
