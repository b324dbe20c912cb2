package io.quantum.governor.engine.rules.rulebook;

import io.quantum.governor.engine.rules.rulebook.limits.LimitRow;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.engine.rules.rulebook.limits.LimitTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The thresholds in force: what the rule files author, rows of limits laid over it for the plans that they are for, and
 * over both what somebody has set, which then holds for all plans. Immutable and safe for use by many threads.
 */
public final class ThresholdValues {
    private final Rulebook rulebook;
    private final Map<String, String> authored;
    private final Map<String, String> set;
    private final Map<String, String> labels;
    private final LimitTable limits;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<String> overrides = new ArrayList<>();
    private final Map<Part, Map<String, Object>> globals = new EnumMap<>(Part.class);

    /**
     * @param authored values in place of the rule files', as texts by the threshold's qualified name
     * @param set values that hold for all plans, whatever the limits say
     * @param labels how people call what has set a value, by the threshold's name
     */
    private ThresholdValues(
            Rulebook rulebook,
            Map<String, String> authored,
            Map<String, String> set,
            Map<String, String> labels,
            LimitTable limits) {
        this.rulebook = rulebook;
        this.authored = Map.copyOf(authored);
        this.set = Map.copyOf(set);
        this.labels = Map.copyOf(labels);
        // two rule files may have a threshold of one variable, whose fault is told once
        Set<String> faults = new LinkedHashSet<>();
        rulebook.thresholds().values().forEach(t -> lay(t, limits, faults));
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
        this.limits = limits.only(name -> !set.containsKey(name));
        for (Part part : Part.values()) {
            Map<String, Object> ofPart = new LinkedHashMap<>();
            rulebook.thresholdSets(part).forEach(s -> ofPart.put(s.global(), s.instance(values)));
            globals.put(part, ofPart);
        }
    }

    private void lay(Threshold threshold, LimitTable rows, Set<String> faults) {
        String name = threshold.name();
        String label = labels.getOrDefault(name, name);
        Object value = threshold.value();
        try {
            String text = set.getOrDefault(name, authored.getOrDefault(name, ""));
            value = text.isEmpty() ? value : threshold.parse(text);
        } catch (IllegalArgumentException e) {
            faults.add(label + ": " + e.getMessage());
        }
        values.put(name, value);
        long replaced = set.containsKey(name) ? rows.only(name::equals).rows().size() : 0;
        if (!value.equals(threshold.value()) || replaced > 0) {
            overrides.add(label + "=" + value + " overrides " + name + " " + threshold.value()
                    + (replaced == 0 ? "" : " and its rows of limits, " + replaced + " of them"));
        }
    }

    /**
     * Lays the environment over the rule files' values and the rows of limits.
     *
     * @param rulebook the rules
     * @param environment variables by name
     * @throws IllegalArgumentException one line for each variable whose value is not allowed
     */
    public static ThresholdValues fromEnvironment(Rulebook rulebook, Map<String, String> environment) {
        return fromEnvironment(rulebook, environment, Map.of());
    }

    /**
     * As {@link #fromEnvironment(Rulebook, Map)}, with what was set otherwise.
     *
     * @param otherwise values by the threshold's qualified name, of thresholds that the environment does not name
     */
    public static ThresholdValues fromEnvironment(
            Rulebook rulebook, Map<String, String> environment, Map<String, String> otherwise) {
        Map<String, String> texts = new LinkedHashMap<>(otherwise);
        Map<String, String> labels = new LinkedHashMap<>();
        rulebook.thresholds().values().forEach(t -> {
            String text = environment.get(t.env());
            if (text != null && !text.isBlank()) {
                texts.put(t.name(), text);
                labels.put(t.name(), t.env());
            }
        });
        return new ThresholdValues(rulebook, Map.of(), texts, labels, rulebook.limits());
    }

    /** The variables that override thresholds of a rulebook. */
    public static Set<String> variables(Rulebook rulebook) {
        Set<String> names = new TreeSet<>();
        rulebook.thresholds().values().forEach(threshold -> names.add(threshold.env()));
        return names;
    }

    /**
     * Sets values, which then hold for all plans.
     *
     * @param rulebook the rules
     * @param texts values by the threshold's qualified name
     * @throws IllegalArgumentException one line for each value that is not allowed
     */
    public static ThresholdValues of(Rulebook rulebook, Map<String, String> texts) {
        return new ThresholdValues(rulebook, Map.of(), texts, Map.of(), rulebook.limits());
    }

    /**
     * As if the rule files said something else; the rows of limits stay what they are.
     *
     * @param texts values by the threshold's qualified name
     * @throws IllegalArgumentException one line for each value that is not allowed
     */
    public static ThresholdValues authored(Rulebook rulebook, Map<String, String> texts) {
        return new ThresholdValues(rulebook, texts, Map.of(), Map.of(), rulebook.limits());
    }

    /** The same with more values that hold for all plans. */
    public ThresholdValues with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(set);
        all.putAll(more);
        return new ThresholdValues(rulebook, authored, all, labels, limits);
    }

    /** The same with other rows of limits. */
    public ThresholdValues withLimits(LimitTable others) {
        return new ThresholdValues(rulebook, authored, set, labels, others);
    }

    /** Every threshold's value by its qualified name, for plans for which no row of limits counts. */
    public Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    /** One sentence for each threshold whose value is not the rule file's, or that was set though it has rows of limits. */
    public List<String> overrides() {
        return Collections.unmodifiableList(overrides);
    }

    /** Whether somebody has set a threshold, to whatever value. */
    public boolean isSet(String name) {
        return set.containsKey(name);
    }

    /** The rows of limits that can count: those of thresholds that nobody has set. */
    public LimitTable limits() {
        return limits;
    }

    /** The objects that the rules of a part read thresholds from, by the global's name. */
    public Map<String, Object> globals(Part part) {
        return globals.getOrDefault(part, Map.of());
    }

    /** In what the thresholds of a part are different for some plans. */
    public ScopedValues in(Part part, LimitScope plans) {
        Map<String, LimitRow> counting = limits.of(plans);
        Map<String, Object> there = new LinkedHashMap<>(values);
        counting.forEach((name, row) -> there.put(name, row.value()));
        List<LimitRow> rows = new ArrayList<>();
        Map<String, Object> objects = new LinkedHashMap<>();
        for (ThresholdSet thresholds : rulebook.thresholdSets(part)) {
            for (Threshold threshold : thresholds.thresholds()) {
                LimitRow row = counting.get(threshold.name());
                if (row != null) {
                    rows.add(row);
                    objects.computeIfAbsent(thresholds.global(), unused -> thresholds.instance(there));
                }
            }
        }
        return new ScopedValues(List.copyOf(rows), objects);
    }
}
