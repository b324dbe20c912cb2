package io.quantum.governor.engine.serve.gates;

import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.ruletest.RuleTestException;
import io.quantum.governor.engine.rules.ruletest.RuleTests;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many rule tests there are for each gate: the cases of the test file with its name.
 *
 * @param byGate empty when the rulebook came without tests
 */
record GateTests(Map<String, Long> byGate) {
    private static final String YAML = ".yaml";

    /** Counts them. */
    static GateTests of(ActiveRules rules) {
        try {
            return new GateTests(RuleTests.stream(rules.texts(), rules.rulebook())
                    .collect(Collectors.groupingBy(test -> gate(test.file()), Collectors.counting())));
        } catch (RuleTestException e) {
            return new GateTests(Map.of());
        }
    }

    private static String gate(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        return name.endsWith(YAML) ? name.substring(0, name.length() - YAML.length()) : name;
    }

    /** In words, since nobody may know. */
    String of(String gate) {
        return byGate.isEmpty() ? "unknown" : Long.toString(byGate.getOrDefault(gate, 0L));
    }
}
