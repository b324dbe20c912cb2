package io.quantum.governor.loaders;

import com.fasterxml.jackson.core.io.NumberInput;
import java.util.OptionalDouble;

/** Reads decimals as other programs write them; both the exchange and Redis carry them as text. */
public final class WireNumber {
    /** Above this a number is a fault of the sender, and sums of products could overflow. */
    private static final double LARGEST = 1e15;

    /** No decimal that stands for exactly one double is longer; the largest ones have 309 digits. */
    private static final int LONGEST = 1100;

    private WireNumber() {}

    /** A finite number of at most 10^15 either way, or empty. Java's own words (NaN, 0x1p3, 30d) are no numbers here. */
    public static OptionalDouble parse(String text) {
        OptionalDouble number = finite(text);
        return number.isPresent() && Math.abs(number.getAsDouble()) <= LARGEST ? number : OptionalDouble.empty();
    }

    /** A finite number of any size, or empty; else as {@link #parse}. */
    public static OptionalDouble finite(String text) {
        if (text.isEmpty() || text.length() > LONGEST || !isNumeric(text)) {
            return OptionalDouble.empty();
        }
        try {
            double number = NumberInput.parseDouble(text, true);
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** A price: as {@link #parse}, and above 0. */
    public static OptionalDouble parsePrice(String text) {
        OptionalDouble price = parse(text);
        return price.isPresent() && price.getAsDouble() > 0 ? price : OptionalDouble.empty();
    }

    private static boolean isNumeric(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789.-+eE".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
