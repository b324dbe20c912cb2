package io.quantum.governor.engine.tools.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.ruletest.TestedFacts;
import io.quantum.governor.facts.Fact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which components of facts are varied.
 *
 * @param names as {@code KillScore.score}; empty for all of them
 */
record Fields(Set<String> names) {
    static final Fields ALL = new Fields(Set.of());

    /** Those in which the tests of a rule file differ from each other: what that file is about. */
    static Fields thatDiffer(List<TestedFacts> cases) {
        Map<String, Set<JsonNode>> values = new HashMap<>();
        for (TestedFacts one : cases) {
            for (Fact fact : one.facts()) {
                Json.MAPPER
                        .valueToTree(fact)
                        .properties()
                        .forEach(component -> values.computeIfAbsent(
                                        name(fact, component.getKey()), unused -> new HashSet<>())
                                .add(component.getValue()));
            }
        }
        values.values().removeIf(found -> found.size() < 2);
        return new Fields(Set.copyOf(values.keySet()));
    }

    boolean has(Fact fact, String component) {
        return names.isEmpty() || names.contains(name(fact, component));
    }

    private static String name(Fact fact, String component) {
        return fact.getClass().getSimpleName() + "." + component;
    }
}
