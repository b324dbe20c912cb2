package io.quantum.governor.engine.serve.gates;

import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.Threshold;
import io.quantum.governor.engine.rules.rulebook.ThresholdSet;
import io.quantum.governor.engine.rules.rulebook.limits.LimitRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A threshold as it counts for some plans.
 *
 * @param threshold as its rule file declares it
 * @param value that counts: of a row of limits, of the environment, or the rule file's own
 * @param from where the value was written: a file, or a variable
 * @param row which plans the row of limits is for; empty when the value is of no row
 * @param rows how many rows of limits there are for the threshold
 */
public record EffectiveThreshold(Threshold threshold, Object value, String from, String row, int rows) {

    /**
     * A threshold by the rules in force.
     *
     * @param limits the rows that count for the plans, by their thresholds
     */
    public static EffectiveThreshold of(Threshold threshold, ActiveRules rules, Map<String, LimitRow> limits) {
        String name = threshold.name();
        int rows = rules.thresholds().limits().only(name::equals).rows().size();
        @Nullable LimitRow row = limits.get(name);
        if (row != null) {
            return new EffectiveThreshold(
                    threshold, row.value(), row.source(), row.scope().toString(), rows);
        }
        return new EffectiveThreshold(
                threshold,
                Objects.requireNonNull(rules.thresholds().values().getOrDefault(name, threshold.value())),
                rules.thresholds().isSet(name) ? threshold.env() : file(name, rules),
                "",
                rows);
    }

    /** The file that declares a threshold. */
    private static String file(String threshold, ActiveRules rules) {
        return rules.texts().byPath().entrySet().stream()
                .filter(file -> file.getKey().endsWith(".drl") && ThresholdSet.isDeclaredIn(file.getValue(), threshold))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", threshold.name());
        told.put("value", value);
        told.put("unit", threshold.unit());
        told.put("authored", threshold.value());
        told.put("from", from);
        if (!row.isEmpty()) {
            told.put("row", row);
        }
        told.put("rows", rows);
        return told;
    }
}
