package io.quantum.governor.engine.rules.rulebook;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The thresholds in force: what the rule files author, with overrides laid over it.
 *
 * @param values every threshold's effective value by its qualified name
 * @param overrides one sentence for each threshold whose value is not the rule file's
 * @param globals for each part of the rulebook the objects that its rules read thresholds from, by the global's name
 */
public record ThresholdValues(
        Map<String, Object> values, List<String> overrides, Map<Part, Map<String, Object>> globals) {

    /**
     * Lays the environment over the rule files' values.
     *
     * @param rulebook the rules
     * @param environment variables by name
     * @throws IllegalArgumentException one line for each variable whose value is not allowed
     */
    public static ThresholdValues fromEnvironment(Rulebook rulebook, Map<String, String> environment) {
        return fromEnvironment(rulebook, environment, Map.of());
    }

    /**
     * As {@link #fromEnvironment(Rulebook, Map)}, with other values beneath it than the rule files'.
     *
     * @param otherwise values by the threshold's qualified name, of thresholds that the environment does not name
     */
    public static ThresholdValues fromEnvironment(
            Rulebook rulebook, Map<String, String> environment, Map<String, String> otherwise) {
        Map<String, String> texts = new LinkedHashMap<>(otherwise);
        Map<String, String> labels = new LinkedHashMap<>();
        forEach(rulebook, t -> {
            String text = environment.get(t.env());
            if (text != null && !text.isBlank()) {
                texts.put(t.name(), text);
                labels.put(t.name(), t.env());
            }
        });
        return of(rulebook, texts, labels);
    }

    /** The variables that override thresholds of a rulebook. */
    public static Set<String> variables(Rulebook rulebook) {
        Set<String> names = new TreeSet<>();
        forEach(rulebook, threshold -> names.add(threshold.env()));
        return names;
    }

    /**
     * Lays values over the rule files' own.
     *
     * @param rulebook the rules
     * @param texts values by the threshold's qualified name
     * @throws IllegalArgumentException one line for each value that is not allowed
     */
    public static ThresholdValues of(Rulebook rulebook, Map<String, String> texts) {
        return of(rulebook, texts, Map.of());
    }

    private static ThresholdValues of(Rulebook rulebook, Map<String, String> texts, Map<String, String> labels) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<String> overrides = new ArrayList<>();
        // two rule files may have a threshold of one variable, whose fault is told once
        Set<String> faults = new LinkedHashSet<>();
        forEach(rulebook, t -> {
            String label = labels.getOrDefault(t.name(), t.name());
            Object value = t.value();
            try {
                String text = texts.get(t.name());
                value = text == null ? value : t.parse(text);
            } catch (IllegalArgumentException e) {
                faults.add(label + ": " + e.getMessage());
            }
            values.put(t.name(), value);
            if (!value.equals(t.value())) {
                overrides.add(label + "=" + value + " overrides " + t.name() + " " + t.value());
            }
        });
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
        Map<Part, Map<String, Object>> globals = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            Map<String, Object> ofPart = new LinkedHashMap<>();
            rulebook.thresholdSets(part).forEach(s -> ofPart.put(s.global(), s.instance(values)));
            globals.put(part, ofPart);
        }
        return new ThresholdValues(Map.copyOf(values), List.copyOf(overrides), globals);
    }

    /** The objects that the rules of a part read thresholds from, by the global's name. */
    public Map<String, Object> globals(Part part) {
        return globals.getOrDefault(part, Map.of());
    }

    private static void forEach(Rulebook rulebook, java.util.function.Consumer<Threshold> action) {
        rulebook.thresholdSets().forEach(s -> s.thresholds().forEach(action));
    }
}
