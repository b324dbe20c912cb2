package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.rules.evaluate.Conclusions;
import io.quantum.governor.engine.rules.rulebook.Part;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What tests of one engine's rules tell and expect.
 *
 * @param readings what an expectation may name, and where it is found
 */
record Subject(Map<String, Reading> readings) {
    private static final JsonMapper JSON = new JsonMapper();

    /** What each engine's tests may say. Plans are decided by gates and have words of their own. */
    static final Map<Part, Subject> OF_ENGINES = Map.of(
            Part.BUDGET, EngineWords.BUDGET,
            Part.ALLOCATION, EngineWords.ALLOCATION,
            Part.DISARM, EngineWords.DISARM);

    /**
     * Where an expected value is found among the conclusions.
     *
     * @param kind the conclusion
     * @param component its component, {@code reason} or {@code context/values}; empty for the whole conclusion
     * @param every whether there may be several, which are then a list in alphabetical order
     */
    record Reading(Class<?> kind, String component, boolean every) {

        JsonNode value(Conclusions conclusions) {
            if (every) {
                ArrayNode list = JSON.createArrayNode();
                values(conclusions).map(JsonNode::asText).distinct().sorted().forEach(list::add);
                return list;
            }
            // more than one is a fault of the rules, and told as such
            conclusions.atMostOne(kind);
            return values(conclusions).findFirst().orElse(JSON.missingNode());
        }

        private Stream<JsonNode> values(Conclusions conclusions) {
            return conclusions.every(kind).stream()
                    .map(c -> component.isEmpty()
                            ? JSON.<JsonNode>valueToTree(c)
                            : JSON.valueToTree(c).at("/" + component));
        }
    }

    static Subject of(Part part) {
        return Objects.requireNonNull(OF_ENGINES.get(part));
    }

    /** Refuses what no conclusion can have. */
    void check(Place place, JsonNode expect, Vocabulary vocabulary) {
        KnownKeys.of(readings.keySet())
                .and(Expectation.FIRED, Expectation.NOT_FIRED)
                .checkMapping(place, expect);
        if (readings.keySet().stream().noneMatch(expect::has)) {
            throw place.fault("nothing is expected; give any of " + readings.keySet());
        }
        readings.forEach((key, reading) -> {
            if (expect.path(key).isObject() && reading.component().isEmpty()) {
                KnownKeys.componentsOf(reading.kind()).checkMapping(place.in(key), expect.path(key));
            }
        });
        Expectation.checkFired(place, expect, vocabulary);
    }

    /** The conclusions under the keys that an expectation may name. */
    ObjectNode outcome(Conclusions conclusions) {
        ObjectNode outcome = JSON.createObjectNode();
        readings.forEach((key, reading) -> {
            JsonNode value = reading.value(conclusions);
            if (!value.isMissingNode()) {
                outcome.set(key, value);
            }
        });
        ArrayNode fired = outcome.putArray(Expectation.FIRED);
        conclusions.fired().forEach(rule -> fired.add(rule.name()));
        return outcome;
    }
}
