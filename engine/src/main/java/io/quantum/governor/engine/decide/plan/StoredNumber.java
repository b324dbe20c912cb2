package io.quantum.governor.engine.decide.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** Numbers as they are stored: plain decimals that any program reads back. */
public final class StoredNumber {
    private static final int PLACES = 8;
    private static final double SCALE = 1e8;
    private static final long FIFTEEN_DIGITS = 1_000_000_000_000_000L;
    private static final long NANOS_PER_MICRO = 1000;
    private static final int MICRO_DIGITS = 6;

    private StoredNumber() {}

    /** Money or a quantity, rounded half-even to eight places. */
    public static String amount(double value) {
        return decimal(value)
                .setScale(PLACES, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A number with a fixed count of places, rounded half-even. */
    public static String places(double value, int places) {
        return decimal(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    }

    /**
     * The shortest decimal that stands for a number. Of up to fifteen digits one decimal at most stands for any number, so
     * that whoever finds one has found it.
     */
    private static BigDecimal decimal(double value) {
        long scaled = Math.round(value * SCALE);
        return Math.abs(scaled) < FIFTEEN_DIGITS && scaled / SCALE == value
                ? BigDecimal.valueOf(scaled, PLACES)
                : BigDecimal.valueOf(value);
    }

    /** Unix seconds with microseconds. */
    public static String seconds(Instant at) {
        String micros = Long.toString(at.getNano() / NANOS_PER_MICRO);
        return at.getEpochSecond() + "." + "0".repeat(MICRO_DIGITS - micros.length()) + micros;
    }
}
