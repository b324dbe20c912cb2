package io.quantum.governor.loaders.declared;

import io.quantum.governor.facts.FieldOf;
import io.quantum.governor.loaders.UnreadableException;
import io.quantum.governor.loaders.WireNumber;
import io.quantum.governor.loaders.WireSwitch;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * One component of a declared fact.
 *
 * @param name the component's
 * @param type {@code double}, {@code long}, {@code boolean} or {@link String}
 * @param way the source's field, or the way into one that holds JSON
 * @param aged whether it is the age of a time that stands there
 * @param otherwise what it is when there is no such field; empty when the fact then has not all that it needs
 * @param of what its declaration says besides; it is slow to ask
 */
public record DeclaredField(
        String name, Class<?> type, String way, boolean aged, Optional<String> otherwise, FieldOf of) {
    /** What rules compare is a word or two; what is longer is no such thing, and would fill every record. */
    public static final int LONGEST_TEXT = 1000;

    /** As Unix seconds this is the year 5138; times of our days in milliseconds lie beyond. */
    private static final double LARGEST_TIME = 1e11;

    static DeclaredField of(RecordComponent component) {
        FieldOf of = Objects.requireNonNull(component.getAnnotation(FieldOf.class));
        return new DeclaredField(
                component.getName(),
                component.getType(),
                of.value(),
                of.aged(),
                Arrays.stream(of.otherwise()).findFirst(),
                of);
    }

    /**
     * Reads a value.
     *
     * @param text not empty, but for a text
     * @param now the moment from which ages count
     * @throws UnreadableException when it is none of this type; the message names the field
     */
    Object value(String text, Instant now) throws UnreadableException {
        if (aged) {
            return ageSec(text, now);
        }
        if (type == double.class) {
            return number(text);
        }
        if (type == long.class) {
            return whole(text);
        }
        return type == boolean.class ? (Object) on(text) : (Object) shortText(text);
    }

    private double number(String text) throws UnreadableException {
        return WireNumber.finite(text).orElseThrow(() -> unreadable("must be a finite number", text));
    }

    private long whole(String text) throws UnreadableException {
        double number = number(text);
        if (number != Math.rint(number) || Math.abs(number) >= 1L << 53) {
            throw unreadable("must be a whole number", text);
        }
        return (long) number;
    }

    private long ageSec(String text, Instant now) throws UnreadableException {
        double time = number(text);
        if (Math.abs(time) > LARGEST_TIME) {
            throw unreadable("must be a time in Unix seconds, not milliseconds", text);
        }
        return now.getEpochSecond() - (long) Math.floor(time);
    }

    private boolean on(String text) throws UnreadableException {
        return WireSwitch.parse(text).orElseThrow(() -> unreadable("must be true or false", text));
    }

    private String shortText(String text) throws UnreadableException {
        if (text.length() > LONGEST_TEXT) {
            throw unreadable("must be a text of at most " + LONGEST_TEXT + " characters", text);
        }
        return text;
    }

    private UnreadableException unreadable(String what, String text) {
        String shown = text.length() <= 40 ? text : text.substring(0, 40) + "... (" + text.length() + " characters)";
        return new UnreadableException(way + " " + what + ", is '" + shown + "'");
    }
}
