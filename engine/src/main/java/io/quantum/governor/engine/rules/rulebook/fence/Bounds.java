package io.quantum.governor.engine.rules.rulebook.fence;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers that are allowed: {@code @bounds("0..1")}.
 *
 * @param least the smallest of them
 * @param most the largest
 */
public record Bounds(double least, double most) {
    /** How a number is written in a rule file. */
    public static final String NUMBER = "-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?";

    private static final Pattern FORM = Pattern.compile("(" + NUMBER + ")\\.\\.(" + NUMBER + ")");

    /** Reads {@code low..high}; empty when it is not that, low is above high, or one is beyond all numbers. */
    public static Optional<Bounds> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Bounds bounds = new Bounds(Double.parseDouble(form.group(1)), Double.parseDouble(form.group(2)));
        boolean finite = Double.isFinite(bounds.least) && Double.isFinite(bounds.most);
        return finite && bounds.least <= bounds.most ? Optional.of(bounds) : Optional.empty();
    }

    /** Whether both ends are whole numbers. */
    public boolean areWhole() {
        return least == Math.rint(least) && most == Math.rint(most);
    }

    /** Whether a number is one of them. */
    public boolean allow(double number) {
        return number >= least && number <= most;
    }
}
