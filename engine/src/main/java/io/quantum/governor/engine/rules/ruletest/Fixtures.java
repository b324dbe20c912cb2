package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.rules.rulebook.FactKinds;
import io.quantum.governor.facts.Unavailable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The facts that tests share.
 *
 * @param kinds the kinds of facts that there are
 * @param byName each fixture's facts, whole
 */
record Fixtures(FactKinds kinds, Map<String, FactTree> byName) {
    static final String FILE = "fixtures.yaml";

    private static final String EXTENDS = "extends";
    private static final String DROP = "drop";
    private static final String UNREADABLE = "unreadable";

    /** Reads the fixtures; each may extend one that stands above it. */
    static Fixtures read(String text, FactKinds kinds) {
        YamlFile file = YamlFile.read(FILE, text);
        Map<String, FactTree> byName = new LinkedHashMap<>();
        Fixtures fixtures = new Fixtures(kinds, byName);
        file.content().properties().forEach(fixture -> {
            Place inside = file.place().in(fixture.getKey()).at(fixture.getValue());
            FactTree.all(kinds).and(EXTENDS, DROP, UNREADABLE).checkMapping(inside, fixture.getValue());
            ObjectNode facts = fixture.getValue().deepCopy();
            facts.remove(List.of(DROP, UNREADABLE));
            FactTree tree = fixtures.laidOver(inside, FactTree.empty(kinds), facts);
            byName.put(fixture.getKey(), withoutUnavailable(inside, tree, fixture.getValue()));
        });
        return fixtures;
    }

    /**
     * Lays what a file, a test or a case says of the facts over what was said around it.
     *
     * @param scope may hold {@code facts}, {@code drop} and {@code unreadable}
     */
    FactTree inside(Place place, FactTree outer, JsonNode scope) {
        JsonNode facts = scope.path("facts");
        FactTree tree = outer;
        if (facts.isTextual()) {
            tree = named(place.at(facts), facts.asText());
        } else if (!facts.isMissingNode()) {
            FactTree.all(kinds).and(EXTENDS).checkMapping(place.in("facts").at(facts), facts);
            tree = laidOver(place.in("facts").at(facts), outer, facts);
        }
        return withoutUnavailable(place, tree, scope);
    }

    private FactTree laidOver(Place place, FactTree outer, JsonNode facts) {
        FactTree tree = facts.has(EXTENDS)
                ? named(place.at(facts.path(EXTENDS)), facts.path(EXTENDS).asText())
                : outer;
        for (Map.Entry<String, JsonNode> fact : facts.properties()) {
            if (!fact.getKey().equals(EXTENDS)) {
                tree = tree.with(place, fact.getKey(), fact.getValue());
            }
        }
        return tree;
    }

    private static FactTree withoutUnavailable(Place place, FactTree tree, JsonNode scope) {
        FactTree rest = tree;
        for (JsonNode kind : place.list(scope, DROP)) {
            rest = rest.without(place.in(DROP).at(kind), kind.asText(), Unavailable.MISSING);
        }
        for (JsonNode kind : place.list(scope, UNREADABLE)) {
            rest = rest.without(place.in(UNREADABLE).at(kind), kind.asText(), Unavailable.UNREADABLE);
        }
        return rest;
    }

    private FactTree named(Place place, String name) {
        KnownKeys.of(byName.keySet()).check(place, "fixture", name);
        return byName.getOrDefault(name, FactTree.empty(kinds));
    }
}
