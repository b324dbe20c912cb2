package io.quantum.governor.engine.tools.explain;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What a gate measured, in a few words. */
public final class Measured {
    private static final int ENOUGH_PLACES = 2;
    private static final int ALL_PLACES = 8;

    private Measured() {}

    /** {@code 617.51 against 500}; with more places where two would make different numbers look the same. */
    public static String against(double value, double limit) {
        boolean blurred = value != limit && number(value, ENOUGH_PLACES).equals(number(limit, ENOUGH_PLACES));
        int places = blurred ? ALL_PLACES : ENOUGH_PLACES;
        return number(value, places) + " against " + number(limit, places);
    }

    private static String number(double value, int places) {
        return BigDecimal.valueOf(value)
                .setScale(places, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
