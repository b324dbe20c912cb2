package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** What tests that passed have shown: which rules fired, and what was expected of whom. Not for use by several threads. */
final class Evidence {
    /** Where a plan's expectation names reasons without their gate. */
    private static final Set<String> GATES = Set.of("gates", "reasons");

    /** Where rules are named. */
    private static final Set<String> RULES = Set.of(Expectation.FIRED, Expectation.NOT_FIRED);

    private final Set<String> fired = new HashSet<>();
    private final Set<String> expected = new HashSet<>();

    /** Takes note of one step. */
    void add(Expectation expectation, JsonNode outcome) {
        outcome.path(Expectation.FIRED).forEach(rule -> fired.add(rule.asText()));
        expectation.named().properties().forEach(said -> {
            if (GATES.contains(said.getKey())) {
                said.getValue()
                        .properties()
                        .forEach(gate -> expected.add(
                                ofGate(gate.getKey(), gate.getValue().asText())));
            } else if (!RULES.contains(said.getKey())) {
                addTexts(said.getValue());
            }
        });
    }

    private void addTexts(JsonNode value) {
        if (value.isValueNode()) {
            expected.add(value.asText());
        }
        value.forEach(this::addTexts);
    }

    private static String ofGate(String gate, String said) {
        return gate + " " + said;
    }

    boolean fired(String rule) {
        return fired.contains(rule);
    }

    /** Whether a reason was expected of whoever gave it. */
    boolean expected(String reason) {
        return expected.contains(reason);
    }

    /** Whether an answer or a reason was expected of a gate, by its name or its number. */
    boolean expectedOf(String name, String number, String said) {
        return expected.contains(ofGate(name, said)) || expected.contains(ofGate(number, said));
    }
}
