package io.quantum.governor.engine.record.archive;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An end of the chain that somebody noted down earlier.
 *
 * @param sequence of what was the last record then
 * @param hash its hash, 64 hexadecimal digits
 */
public record Anchor(long sequence, String hash) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

    /**
     * Reads {@code 1234:9f86d0...}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Anchor parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a chain head; give SEQUENCE:HASH as an earlier verify printed it");
        }
        return new Anchor(Long.parseLong(form.group(1)), form.group(2));
    }

    boolean isOf(byte[] other) {
        return hash.equals(HexFormat.of().formatHex(other));
    }
}
