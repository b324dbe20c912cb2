package io.quantum.governor.engine.tools.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.audit.Overrides;
import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedGate;
import io.quantum.governor.engine.rules.rulebook.RecordedFact;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Moment;
import io.quantum.governor.facts.Plan;
import io.quantum.governor.facts.Unavailable;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes a recorded decision as a rule test, which needs nothing of the file that it is put into. */
final class AsTest {
    private static final String APPLY_MODE = Fact.nameOf(ApplyMode.class);
    private static final String MOMENT = Fact.nameOf(Moment.class);

    private final RecordedDecision decision;
    private final Map<String, List<JsonNode>> given = new TreeMap<>();
    private final TreeSet<String> missing = new TreeSet<>(Fact.KINDS.keySet());
    private final TreeSet<String> unreadable = new TreeSet<>();
    private String mode = "";

    private AsTest(RecordedDecision decision) {
        this.decision = decision;
    }

    /**
     * Writes a test, as an entry of the list {@code tests} of a test file.
     *
     * @throws IllegalArgumentException when the rules judged no facts of this plan
     */
    static String of(RecordedDecision decision) {
        if (decision.facts().isEmpty() || !decision.detail().isEmpty()) {
            throw new IllegalArgumentException("no rule decided plan " + decision.planId() + " (" + decision.outcome()
                    + " " + decision.reason() + "), so there is nothing that a rule test could expect");
        }
        return new AsTest(decision).text();
    }

    private String text() {
        decision.facts().forEach(this::take);
        missing.removeAll(given.keySet());
        missing.removeAll(List.of(RecordedFact.UNAVAILABLE, APPLY_MODE, MOMENT));
        unreadable.removeAll(given.keySet());
        missing.removeAll(unreadable);
        List<String> lines = new ArrayList<>();
        lines.add("  - name: "
                + Flow.text("plan " + decision.planId() + " is decided as it was at "
                        + decision.at().truncatedTo(ChronoUnit.SECONDS)));
        lines.add("    now: " + decision.at());
        lines.add("    mode: " + mode);
        add(lines, "thresholds", thresholds());
        lines.add("    facts:");
        List<JsonNode> plan = given.getOrDefault(Fact.nameOf(Plan.class), List.of());
        given.remove(Fact.nameOf(Plan.class));
        given.forEach((kind, facts) -> lines.add("      " + kind + ": " + value(facts)));
        add(lines, "drop", Json.MAPPER.valueToTree(missing));
        add(lines, "unreadable", Json.MAPPER.valueToTree(unreadable));
        plan.forEach(fact -> add(lines, "plan", fact));
        add(lines, "expect", expected());
        return String.join("\n", lines) + "\n";
    }

    private void take(RecordedFact fact) {
        if (fact.kind().equals(APPLY_MODE)) {
            mode = fact.says().path("name").asText();
        } else if (fact.isUnavailable()) {
            boolean held = fact.says().path("cause").asText().equals(Unavailable.UNREADABLE);
            (held ? unreadable : missing).add(fact.subject());
        } else if (!fact.kind().equals(MOMENT)) {
            given.computeIfAbsent(fact.kind(), kind -> new ArrayList<>()).add(fact.says());
        }
    }

    /** A fact that several sources may tell is a list: it replaces what the file says of any source. */
    private static String value(List<JsonNode> facts) {
        return Flow.of(facts.get(0).has("source") ? Json.MAPPER.valueToTree(facts) : facts.get(0));
    }

    private JsonNode thresholds() {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        Overrides.of(decision.rulebook()).forEach((name, value) -> values.set(name, number(value)));
        // whatever rows of limits a rulebook may have later on
        decision.limits().forEach(limit -> values.set(limit.threshold(), number(limit.value())));
        return values;
    }

    private static JsonNode number(String value) {
        return value.matches("-?[0-9.]+([eE][-+]?[0-9]+)?")
                ? JsonNodeFactory.instance.numberNode(new BigDecimal(value))
                : JsonNodeFactory.instance.textNode(value);
    }

    private JsonNode expected() {
        ObjectNode expect = JsonNodeFactory.instance.objectNode();
        expect.put("decision", decision.outcome());
        if (!decision.reason().isEmpty()) {
            expect.put("reason", decision.reason()).put("gate", decision.gate());
        }
        ObjectNode gates = expect.putObject("gates");
        for (RecordedGate gate : decision.gates()) {
            gates.put(gate.name(), gate.answer());
        }
        return expect;
    }

    private static void add(List<String> lines, String key, JsonNode value) {
        if (!value.isEmpty()) {
            lines.add("    " + key + ": " + Flow.of(value));
        }
    }
}
