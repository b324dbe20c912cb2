package io.quantum.governor.engine.serve.gates;

import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.evaluate.EvaluationException;
import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Gate;
import io.quantum.governor.facts.Gates;
import io.quantum.governor.facts.Moment;
import io.quantum.governor.facts.Order;
import io.quantum.governor.facts.Plan;
import io.quantum.governor.facts.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a gate is enforced in each mode: what the rules say of a plan that opens and of one that closes a position, of which
 * nothing else is known. Such plans are never published.
 */
final class GateModes {
    private static final List<String> ACTIONS = List.of("OPEN_PROPOSED", "FULL_CLOSE_PROPOSED");

    private final Map<String, Map<String, String>> byGate = new LinkedHashMap<>();

    private GateModes() {}

    /** Asks the rules. */
    static GateModes of(ActiveRules rules) {
        GateModes modes = new GateModes();
        try (Evaluator evaluator = new Evaluator(rules.rulebook(), rules.thresholds())) {
            for (String mode : ApplyMode.NAMES) {
                for (String action : ACTIONS) {
                    modes.ask(evaluator, mode, facts(rules, mode, action));
                }
            }
        }
        return modes;
    }

    private static List<Fact> facts(ActiveRules rules, String mode, String action) {
        Plan plan = new Plan("gates", "", action, "EXECUTE", "", "", "", "", 0, 0, 0);
        List<Fact> facts =
                new ArrayList<>(List.of(plan, new ApplyMode(mode), new Moment(Instant.EPOCH.getEpochSecond())));
        List<String> given =
                facts.stream().map(fact -> Fact.nameOf(fact.getClass())).toList();
        rules.rulebook().kinds().of(Part.PLAN).stream()
                .filter(kind -> !given.contains(kind))
                .forEach(kind -> facts.add(new Unavailable(kind, Unavailable.MISSING, "")));
        return facts;
    }

    private void ask(Evaluator evaluator, String mode, List<Fact> facts) {
        try {
            Evaluation said = evaluator.evaluate(facts);
            Optional<Order> order = said.atMostOne(Order.class);
            said.atMostOne(Gates.class)
                    .ifPresent(gates -> gates.inOrder().forEach(gate -> add(gate, mode, order.map(Order::closing))));
        } catch (EvaluationException e) {
            // rules that come to no end without facts leave it unknown
        }
    }

    /** Off for some plans and not for others is told with those for which it is not. */
    private void add(Gate gate, String mode, Optional<Boolean> closing) {
        Map<String, String> modes = byGate.computeIfAbsent(gate.name(), unused -> new LinkedHashMap<>());
        String now = gate.enforcement();
        String before = modes.getOrDefault(mode, now);
        if (before.equals(now)) {
            modes.put(mode, now);
        } else if (now.equals(Gate.OFF)) {
            modes.put(
                    mode,
                    before
                            + closing.map(c -> c ? ", of plans that open" : ", of plans that close")
                                    .orElse(""));
        } else {
            modes.put(
                    mode,
                    now
                            + closing.map(c -> c ? ", of plans that close" : ", of plans that open")
                                    .orElse(""));
        }
    }

    /** By mode; a mode of which nothing is known is missing. */
    Map<String, String> of(String gate) {
        return byGate.getOrDefault(gate, Map.of());
    }
}
