package io.quantum.governor.engine.tools.cli;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Comma-separated values as RFC 4180 has them, with nothing that a spreadsheet would take for a formula. */
final class Csv {
    private static final Pattern FORMULA = Pattern.compile("[=+@\t\r-]");
    private static final Pattern NUMBER = Pattern.compile("-[0-9]+(\\.[0-9]+)?");

    private Csv() {}

    /** One line without its end. */
    static String line(Object... cells) {
        return Arrays.stream(cells).map(cell -> cell(String.valueOf(cell))).collect(Collectors.joining(","));
    }

    /** A text with which a formula would begin gets an apostrophe before it; a number is none. */
    private static String cell(String value) {
        String text =
                FORMULA.matcher(value).lookingAt() && !NUMBER.matcher(value).matches() ? "'" + value : value;
        return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
