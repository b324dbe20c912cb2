package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.rules.rulebook.FactKinds;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.KillSwitch;
import io.quantum.governor.facts.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a test says about each kind of fact, before facts are made of it; immutable.
 *
 * @param kinds the kinds that there are
 * @param given the components of each kind of fact by its name; several mappings where several sources tell it
 * @param unavailable why there is none, by the name of the kind
 */
record FactTree(FactKinds kinds, Map<String, List<ObjectNode>> given, Map<String, String> unavailable) {
    /** Mode and moment are said beside the facts, and what is unavailable by {@code drop} and {@code unreadable}. */
    private static final Set<String> SAID_OTHERWISE = Set.of("applyMode", "moment", "unavailable");

    /** A test that has said nothing yet. */
    static FactTree empty(FactKinds kinds) {
        return new FactTree(kinds, Map.of(), Map.of());
    }

    /** The kinds of facts that the rules of a part judge, and of which tests speak. */
    static KnownKeys of(FactKinds kinds, Part part) {
        return KnownKeys.of(kinds.of(part).stream()
                .filter(kind -> !SAID_OTHERWISE.contains(kind))
                .toList());
    }

    /** Every kind of fact of which tests speak. */
    static KnownKeys all(FactKinds kinds) {
        return KnownKeys.of(kinds.all().keySet().stream()
                .filter(kind -> !SAID_OTHERWISE.contains(kind))
                .toList());
    }

    private static final String SOURCE = "source";
    private static final KnownKeys SOURCES = KnownKeys.of(Position.EXCHANGE, Position.REDIS);

    /**
     * Lays what is said of one kind of fact over this tree.
     *
     * @param said a mapping, which changes the components that it names; a list of mappings, one for each source, which
     *     replaces what other sources told; or {@code on} and {@code off} for the kill switch
     */
    FactTree with(Place place, String kind, JsonNode said) {
        all(kinds).check(place, "fact", kind);
        List<ObjectNode> before = given.getOrDefault(kind, List.of());
        List<ObjectNode> after = new ArrayList<>();
        if (said.isArray()) {
            if (!componentsOf(kind).words().contains(SOURCE)) {
                throw place.in(kind).fault("only a fact that several sources tell can be a list");
            }
            said.forEach(one -> after.add(merged(ofSource(before, one), mapping(place, kind, one))));
        } else {
            ObjectNode change = mapping(place, kind, said);
            boolean anywhere = before.size() < 2 || !change.has(SOURCE);
            before.forEach(b -> after.add(anywhere || sameSource(b, change) ? merged(b, change) : b));
            if (before.isEmpty()) {
                after.add(change);
            }
        }
        Map<String, List<ObjectNode>> facts = new TreeMap<>(given);
        Map<String, String> missing = new TreeMap<>(unavailable);
        facts.put(kind, after);
        missing.remove(kind);
        return new FactTree(kinds, facts, missing);
    }

    /** Takes all facts of a kind away. */
    FactTree without(Place place, String kind, String cause) {
        all(kinds).check(place, "fact", kind);
        if (kind.equals("plan")) {
            throw place.fault("a case without a plan decides nothing");
        }
        Map<String, List<ObjectNode>> facts = new TreeMap<>(given);
        Map<String, String> missing = new TreeMap<>(unavailable);
        facts.remove(kind);
        missing.put(kind, cause);
        return new FactTree(kinds, facts, missing);
    }

    private ObjectNode mapping(Place place, String kind, JsonNode said) {
        if (kind.equals(Fact.nameOf(KillSwitch.class)) && said.isBoolean()) {
            // YAML has on and off for true and false
            return JsonNodeFactory.instance.objectNode().set("on", said);
        }
        componentsOf(kind).checkMapping(place.in(kind), said);
        if (said.has(SOURCE)) {
            SOURCES.check(place.in(kind), SOURCE, said.path(SOURCE).asText());
        }
        return (ObjectNode) said;
    }

    /** The components of a known kind of fact. */
    KnownKeys componentsOf(String kind) {
        return KnownKeys.componentsOf(classOf(kind));
    }

    /** The record of a known kind of fact. */
    Class<? extends Fact> classOf(String kind) {
        return kinds.named(kind).orElseThrow();
    }

    private static boolean sameSource(JsonNode one, JsonNode other) {
        return one.path(SOURCE).equals(other.path(SOURCE));
    }

    private static ObjectNode ofSource(List<ObjectNode> before, JsonNode said) {
        return before.stream()
                .filter(b -> sameSource(b, said))
                .findFirst()
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }

    private static ObjectNode merged(ObjectNode before, ObjectNode change) {
        return before.deepCopy().setAll(change);
    }
}
