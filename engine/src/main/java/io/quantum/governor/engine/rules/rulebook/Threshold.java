package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.engine.rules.rulebook.fence.Bounds;
import io.quantum.governor.loaders.WireNumber;
import io.quantum.governor.loaders.WireSwitch;
import java.util.Map;
import org.kie.api.definition.type.FactField;

/**
 * One limit as its rule file declares it.
 *
 * @param name qualified by its rule file: {@code killScore.critical}
 * @param value the value that the rule file authors: a Double, Long or Boolean
 * @param unit what it is measured in
 * @param bounds the values that are allowed, {@code 0..1}
 * @param env the environment variable that may override it
 */
public record Threshold(String name, Object value, String unit, String bounds, String env) {
    static Threshold of(String name, FactField field, Object value) {
        Map<String, Object> meta = field.getMetaData();
        return new Threshold(
                name, value, text(meta, name, "unit"), text(meta, name, "bounds"), text(meta, name, "env"));
    }

    private static String text(Map<String, Object> meta, String name, String key) {
        Object value = meta.get(key);
        if (value == null) {
            throw new RulebookException(name + ": this threshold has no @" + key + "(\"...\")");
        }
        // Drools leaves the quotes of an annotation's text in place
        return value.toString().replaceAll("^\"|\"$", "");
    }

    /**
     * Reads a value for this threshold.
     *
     * @param text as a person wrote it in the environment or in a test
     * @return a value of the threshold's type, within its bounds
     * @throws IllegalArgumentException saying what is allowed
     */
    public Object parse(String text) {
        try {
            if (value instanceof Boolean) {
                return bool(text);
            }
            double number = value instanceof Long ? whole(text.strip()) : decimal(text.strip());
            if (!withinBounds(number)) {
                throw new IllegalArgumentException("not within bounds");
            }
            return value instanceof Long ? (Object) (long) number : (Object) number;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not allowed; give " + allowed(), e);
        }
    }

    private static Boolean bool(String text) {
        return WireSwitch.parse(text).orElseThrow(() -> new IllegalArgumentException("neither true nor false"));
    }

    private static long whole(String text) {
        if (!text.matches("-?[0-9]{1,18}")) {
            throw new IllegalArgumentException("not a whole number");
        }
        return Long.parseLong(text);
    }

    private static double decimal(String text) {
        return WireNumber.parse(text).orElseThrow(() -> new IllegalArgumentException("not a number"));
    }

    private boolean withinBounds(double number) {
        return Bounds.parse(bounds)
                .orElseThrow(() ->
                        new RulebookException(name + ": @bounds(\"" + bounds + "\") is not of the form \"low..high\""))
                .allow(number);
    }

    private String allowed() {
        if (value instanceof Boolean) {
            return "true or false";
        }
        return (value instanceof Long ? "a whole number" : "a number") + " from " + bounds.replace("..", " to ") + " ("
                + unit + ")";
    }
}
