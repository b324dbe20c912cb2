package io.quantum.governor.loaders.redis;

import io.quantum.governor.loaders.UnreadableException;
import io.quantum.governor.loaders.WireNumber;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a hash or a stream entry. An empty field is an absent one.
 *
 * @param raw bytes by field name
 */
record Fields(Map<String, byte[]> raw) {
    private static final int LARGEST_FIELD = 64 * 1024;
    private static final int SHOWN = 1024;

    /** What stands in a text for a byte that is not of its alphabet. */
    private static final char REPLACED = '\ufffd';

    boolean has(String name) {
        byte @Nullable [] bytes = raw.get(name);
        return bytes != null && bytes.length > 0;
    }

    /** The field's text, empty when absent. */
    String text(String name) throws UnreadableException {
        return text(name, raw.get(name));
    }

    /** The text of bytes that may not be there. */
    static String text(String name, byte @Nullable [] bytes) throws UnreadableException {
        if (bytes == null) {
            return "";
        }
        String ascii = new String(bytes, StandardCharsets.US_ASCII);
        if (ascii.indexOf(REPLACED) < 0) {
            return ascii;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableException(name + " is not UTF-8");
        }
    }

    /** A number that must be there. */
    double number(String name) throws UnreadableException {
        return number(name, WireNumber::parse);
    }

    /** A number that must be there and that is no money, quantity or time, so that it may be of any size. */
    double numberOfAnySize(String name) throws UnreadableException {
        return number(name, WireNumber::finite);
    }

    private double number(String name, Function<String, OptionalDouble> parser) throws UnreadableException {
        if (!has(name)) {
            throw new UnreadableException(name + " is missing");
        }
        String text = text(name);
        return parser.apply(text)
                .orElseThrow(() -> new UnreadableException(name + " must be a finite number, is '" + cut(text) + "'"));
    }

    /** A number that may be absent. */
    double number(String name, double otherwise) throws UnreadableException {
        return has(name) ? number(name) : otherwise;
    }

    /** A quantity that may be absent, then 0. */
    double quantity(String name) throws UnreadableException {
        double quantity = number(name, 0);
        if (quantity < 0) {
            throw new UnreadableException(name + " must not be negative, is " + quantity);
        }
        return quantity;
    }

    /** Whole seconds since the Unix time in a field. */
    long ageSec(String name, Instant now) throws UnreadableException {
        return now.getEpochSecond() - (long) Math.floor(number(name));
    }

    void refuseOversized() throws UnreadableException {
        for (Map.Entry<String, byte[]> field : raw.entrySet()) {
            if (field.getValue().length > LARGEST_FIELD || field.getKey().length() > LARGEST_FIELD) {
                throw new UnreadableException(
                        "field '" + cut(field.getKey()) + "' is larger than " + LARGEST_FIELD + " bytes");
            }
        }
    }

    /** All fields as text that can be shown and stored: bytes that are no UTF-8 are replaced, long values cut. */
    Map<String, String> forPeople() {
        Map<String, String> texts = new LinkedHashMap<>();
        raw.forEach((name, bytes) -> texts.put(cut(name), cut(new String(bytes, StandardCharsets.UTF_8))));
        return texts;
    }

    static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "... (" + text.length() + " characters)";
    }
}
