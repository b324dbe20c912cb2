package io.quantum.governor.facts;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** The checks with which the record of a declared fact refuses what its declaration does not allow. */
public final class FieldCheck {
    private FieldCheck() {}

    /**
     * A number within its bounds.
     *
     * @param name of the component, for people
     * @throws IllegalArgumentException when it is not finite or not within them
     */
    public static double number(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    Double.isFinite(value)
                            ? name + " must be from " + plain(least) + " to " + plain(most) + ", was " + plain(value)
                            : name + " must be a finite number, was " + value);
        }
        return value;
    }

    /** As {@link #number}, of money or a quantity, rounded half-even to eight decimals. */
    public static double money(String name, double value, double least, double most) {
        return Decimals.round8(number(name, value, least, most));
    }

    /** As {@link #number}, of a whole number. */
    public static long whole(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", was " + value);
        }
        return value;
    }

    /** One of the words that are allowed. */
    public static String word(String name, String value, String... allowed) {
        List<String> words = Arrays.asList(allowed);
        if (!words.contains(value)) {
            throw new IllegalArgumentException(name + " must be one of " + words + ", was '" + value + "'");
        }
        return value;
    }

    private static String plain(double number) {
        return Math.abs(number) == Double.MAX_VALUE
                ? "any finite number"
                : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
