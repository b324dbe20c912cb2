package io.quantum.governor.engine.rules.rulebook;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.kie.api.KieBase;
import org.kie.api.definition.type.FactField;
import org.kie.api.definition.type.FactType;

/**
 * The thresholds that one rule file declares: a declared type that carries the annotation {@code @thresholds}.
 *
 * @param name the declared type's name without its ending, small first letter: {@code killScore}
 * @param type the declared type
 * @param thresholds its fields, in the order of the file
 */
public record ThresholdSet(String name, FactType type, List<Threshold> thresholds) {
    private static final String ENDING = "Thresholds";

    static List<ThresholdSet> of(KieBase base) {
        return base.getKiePackages().stream()
                .flatMap(p -> p.getFactTypes().stream())
                // the imported records are among them too, without metadata
                .filter(t -> t.getMetaData() != null && t.getMetaData().containsKey("thresholds"))
                .map(ThresholdSet::of)
                .sorted(Comparator.comparing(ThresholdSet::name))
                .toList();
    }

    private static ThresholdSet of(FactType type) {
        String simple = type.getSimpleName();
        if (!simple.endsWith(ENDING)) {
            throw new RulebookException(type.getName() + ": name thresholds after their gate, ending in " + ENDING);
        }
        String name = nameOf(simple);
        Object defaults = newInstance(type);
        List<Threshold> thresholds = type.getFields().stream()
                .map(f -> Threshold.of(name + "." + f.getName(), f, f.get(defaults)))
                .toList();
        return new ThresholdSet(name, type, thresholds);
    }

    /** {@code killScore} for a type {@code KillScoreThresholds}. */
    static String nameOf(String type) {
        return Character.toLowerCase(type.charAt(0)) + type.substring(1, type.length() - ENDING.length());
    }

    /**
     * Whether a rule file declares a threshold.
     *
     * @param threshold its qualified name, {@code killScore.critical}
     * @param text the whole text of the file
     */
    public static boolean isDeclaredIn(String text, String threshold) {
        String set = threshold.substring(0, threshold.indexOf('.'));
        String type = Character.toUpperCase(set.charAt(0)) + set.substring(1) + ENDING;
        return Pattern.compile("(?m)^\\s*declare\\s+" + type + "\\b")
                .matcher(text)
                .find();
    }

    /** The name of the global by which rules read these thresholds: {@code killScoreThresholds}. */
    String global() {
        return name + ENDING;
    }

    /**
     * Makes the object that rules read, as the global of the name {@link #global()}.
     *
     * @param values values by the threshold's qualified name; a threshold that is not among them keeps its own
     * @return an instance of the declared type
     */
    Object instance(Map<String, Object> values) {
        Object instance = newInstance(type);
        for (FactField field : type.getFields()) {
            Object value = values.get(name + "." + field.getName());
            if (value != null) {
                field.set(instance, value);
            }
        }
        return instance;
    }

    private static Object newInstance(FactType type) {
        try {
            return type.newInstance();
        } catch (InstantiationException | IllegalAccessException e) {
            throw new RulebookException(type.getName() + ": thresholds can't be made: " + e.getMessage());
        }
    }
}
