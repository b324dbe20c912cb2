package io.quantum.governor.engine.rules.rulebook;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.kie.api.definition.rule.Rule;

/**
 * A gate as its rules describe it.
 *
 * @param name the stem of its rule file, {@code kill-score}
 * @param number on the wire, {@code 1}
 * @param owner who answers for it; empty when its rules do not say
 * @param thresholds its limits as the rule file authors them
 */
public record GateRules(String name, String number, String owner, List<Threshold> thresholds) {

    /** The gates of a rulebook, by name: every rule that says {@code @gate} belongs to one. */
    public static List<GateRules> of(Rulebook rulebook) {
        Map<String, Rule> gates = new TreeMap<>();
        rulebook.base(Part.PLAN).getKiePackages().stream()
                .flatMap(p -> p.getRules().stream())
                .filter(rule -> rule.getMetaData().containsKey("gate"))
                .forEach(rule -> gates.putIfAbsent(stem(rule.getName()), rule));
        Map<String, List<Threshold>> thresholds = rulebook.thresholdSets().stream()
                .collect(Collectors.toMap(ThresholdSet::name, ThresholdSet::thresholds));
        return gates.entrySet().stream()
                .map(gate -> new GateRules(
                        gate.getKey(),
                        text(gate.getValue(), "gate"),
                        text(gate.getValue(), "owner"),
                        thresholds.getOrDefault(setName(gate.getKey()), List.of())))
                .toList();
    }

    /** Rules are named after their file: {@code kill-score: pass a close at any score}. */
    private static String stem(String rule) {
        int colon = rule.indexOf(':');
        return colon < 0 ? rule : rule.substring(0, colon);
    }

    /** Thresholds are named after their file too: {@code killScore}. */
    private static String setName(String stem) {
        StringBuilder name = new StringBuilder();
        for (String word : stem.split("-", -1)) {
            name.append(
                    name.isEmpty() || word.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    private static String text(Rule rule, String key) {
        // Drools leaves the quotes of an annotation's text in place
        return String.valueOf(rule.getMetaData().getOrDefault(key, "")).replace("\"", "");
    }
}
