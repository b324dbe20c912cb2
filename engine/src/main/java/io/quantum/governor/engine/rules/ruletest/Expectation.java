package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quantum.governor.facts.Hint;
import io.quantum.governor.facts.Order;
import io.quantum.governor.facts.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a case expects; what it does not name is not compared.
 *
 * @param named the expected values by their keys
 */
record Expectation(JsonNode named) {
    private static final double TOLERANCE = 1e-9;
    static final String FIRED = "fired";
    static final String NOT_FIRED = "notFired";

    private static final KnownKeys DECISIONS =
            KnownKeys.of(Verdict.PERMIT, Verdict.BLOCK, Verdict.SKIP, Verdict.DUPLICATE);

    /** Expects that the rules concluded no such thing. */
    private static final String NONE = "none";

    private static final KnownKeys KEYS = KnownKeys.of(
            "decision",
            "reason",
            "gate",
            "gates",
            "reasons",
            FIRED,
            NOT_FIRED,
            "hint",
            "order",
            "value",
            "limit",
            "also",
            "disarm");

    /**
     * One expected value beside the actual one.
     *
     * @param key {@code hint.factor}
     */
    record Line(String key, String expected, String actual, boolean met) {}

    /** Refuses what no outcome can have. */
    static Expectation of(Place place, JsonNode expect, Vocabulary vocabulary) {
        KEYS.checkMapping(place, expect);
        if (!expect.has("decision")) {
            throw place.fault("'decision' is not given");
        }
        DECISIONS.check(
                place.at(expect.path("decision")),
                "decision",
                expect.path("decision").asText());
        checkInside(place.in("hint"), expect.path("hint"), KnownKeys.componentsOf(Hint.class));
        checkInside(place.in("order"), expect.path("order"), KnownKeys.componentsOf(Order.class));
        checkInside(place.in("gates"), expect.path("gates"), vocabulary.gates());
        checkInside(place.in("reasons"), expect.path("reasons"), vocabulary.gates());
        place.list(expect, "also");
        checkFired(place, expect, vocabulary);
        return new Expectation(withGatesOff(expect));
    }

    /** Refuses what no outcome of an engine can have. */
    static Expectation of(Place place, JsonNode expect, Vocabulary vocabulary, Subject subject) {
        subject.check(place, expect, vocabulary);
        return new Expectation(expect);
    }

    static void checkFired(Place place, JsonNode expect, Vocabulary vocabulary) {
        for (String key : List.of(FIRED, NOT_FIRED)) {
            place.list(expect, key)
                    .forEach(rule -> vocabulary.rules().check(place.in(key).at(rule), "rule", rule.asText()));
        }
    }

    /** YAML takes OFF for false. */
    private static JsonNode withGatesOff(JsonNode expect) {
        ObjectNode copy = expect.deepCopy();
        if (copy.path("gates") instanceof ObjectNode gates) {
            gates.properties().stream()
                    .filter(gate -> gate.getValue().isBoolean())
                    .forEach(gate -> gate.setValue(TextNode.valueOf(GateLadder.OFF)));
        }
        return copy;
    }

    private static void checkInside(Place place, JsonNode mapping, KnownKeys keys) {
        if (!mapping.isMissingNode()) {
            keys.checkMapping(place, mapping);
        }
    }

    /** Compares everything that is named with an {@link Outcome}. */
    List<Line> compare(JsonNode outcome) {
        List<Line> lines = new ArrayList<>();
        for (Map.Entry<String, JsonNode> expected : named.properties()) {
            JsonNode actual = outcome.path(expected.getKey());
            if (expected.getKey().equals(FIRED)) {
                expected.getValue().forEach(rule -> lines.add(fired(rule, actual)));
            } else if (expected.getKey().equals(NOT_FIRED)) {
                expected.getValue().forEach(rule -> lines.add(notFired(fired(rule, outcome.path(FIRED)))));
            } else if (expected.getValue().isObject()) {
                expected.getValue()
                        .properties()
                        .forEach(e -> lines.add(
                                line(expected.getKey() + "." + e.getKey(), e.getValue(), actual.path(e.getKey()))));
            } else {
                lines.add(line(expected.getKey(), expected.getValue(), actual));
            }
        }
        return lines;
    }

    private static Line fired(JsonNode rule, JsonNode actual) {
        for (JsonNode name : actual) {
            if (name.equals(rule)) {
                return new Line(FIRED, rule.asText(), rule.asText(), true);
            }
        }
        return new Line(FIRED, rule.asText(), "it did not fire", false);
    }

    private static Line notFired(Line fired) {
        return new Line(NOT_FIRED, fired.expected(), fired.met() ? "it fired" : "it did not fire", !fired.met());
    }

    private static Line line(String key, JsonNode expected, JsonNode actual) {
        if (expected.isArray() && actual.isArray()) {
            return listed(key, expected, actual);
        }
        return new Line(
                key, text(expected), actual.isMissingNode() ? "there is none" : text(actual), same(expected, actual));
    }

    /** Of two lists that share most, people are told what only one of them has. */
    private static Line listed(String key, JsonNode expected, JsonNode actual) {
        List<String> missing = texts(expected);
        List<String> more = texts(actual);
        texts(actual).forEach(missing::remove);
        texts(expected).forEach(more::remove);
        boolean shared = missing.size() < expected.size() && !(missing.isEmpty() && more.isEmpty());
        return shared
                ? new Line(key, only(missing), only(more), false)
                : new Line(key, text(expected), text(actual), same(expected, actual));
    }

    private static String only(List<String> texts) {
        return texts.isEmpty() ? "nothing else" : "only here: " + texts;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(text(one)));
        return texts;
    }

    private static String text(JsonNode value) {
        if (value.isNumber()) {
            return GateLadder.number(value.asDouble());
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static boolean same(JsonNode expected, JsonNode actual) {
        if (expected.isNumber() && actual.isNumber()) {
            return Math.abs(expected.asDouble() - actual.asDouble()) <= TOLERANCE;
        }
        return actual.isMissingNode()
                ? expected.asText().equals(NONE)
                : text(expected).equals(text(actual));
    }
}
