package io.quantum.governor.engine.base.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads variables one by one and collects what is wrong with them. An empty variable is an unset one. */
final class Environment {
    private final Map<String, String> variables;
    private final List<String> faults = new ArrayList<>();

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    String text(String name, String otherwise) {
        @Nullable String value = variables.get(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    boolean isSet(String name) {
        return !text(name, "").isEmpty();
    }

    int wholeNumber(String name, int otherwise, int least, int most) {
        return parsed(name, otherwise, "a whole number from " + least + " to " + most, text -> {
            int number = Integer.parseInt(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException("out of range");
            }
            return number;
        });
    }

    /** A value of any kind; the parser throws {@link IllegalArgumentException} for what is not allowed. */
    <T> T parsed(String name, T otherwise, String allowed, Function<String, T> parser) {
        return parsed(
                name, otherwise, "'" + text(name, "") + "' is not allowed; give " + allowed, parser, text(name, ""));
    }

    /** As {@link #parsed}, for a value that must not be shown. */
    <T> T secret(String name, T otherwise, String allowed, Function<String, T> parser) {
        return parsed(name, otherwise, "its value (not shown) is not allowed; give " + allowed, parser, text(name, ""));
    }

    private <T> T parsed(String name, T otherwise, String fault, Function<String, T> parser, String text) {
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            faults.add(name + ": " + fault);
            return otherwise;
        }
    }

    void fault(String line) {
        faults.add(line);
    }

    void refuseFaults() {
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
    }
}
