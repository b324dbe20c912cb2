package io.quantum.governor.facts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was seen, in words and numbers with names, in the order in which it was said.
 *
 * @param values texts, whole numbers and decimals by their names
 */
public record Context(Map<String, Object> values) {
    public Context {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Begins with a text. */
    public static Context of(String name, String text) {
        return new Context(Map.of(name, text));
    }

    /** Begins with a number. */
    public static Context of(String name, double number) {
        return new Context(Map.of(name, plain(number)));
    }

    /** The same and one more number. */
    public Context and(String name, double number) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, plain(number));
        return new Context(more);
    }

    /** A whole number is written without a point. */
    private static Object plain(double number) {
        double finite = Require.finite("number", number);
        return finite == Math.rint(finite) && Math.abs(finite) < 1e15 ? (Object) (long) finite : (Object) finite;
    }
}
