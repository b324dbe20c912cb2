package io.quantum.governor.engine.tools.explain;

import io.quantum.governor.engine.record.audit.RecordedDecision;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedGate;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedLimit;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRule;
import io.quantum.governor.engine.rules.rulebook.Threshold;
import io.quantum.governor.engine.tools.explain.Explanation.Measured;
import io.quantum.governor.engine.tools.nearmiss.FactWords;
import io.quantum.governor.engine.tools.nearmiss.NearMiss;
import io.quantum.governor.engine.tools.nearmiss.RuleOutline;
import io.quantum.governor.facts.Answer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parts of an explanation that tell of rules: of each gate, and of what was worked out besides.
 *
 * @param decision the record
 * @param rules what decided; empty when it could not be had
 * @param misses every rule that did not fire; none when the rules could not be had
 */
record GateParts(RecordedDecision decision, Optional<DecidingRules> rules, List<NearMiss> misses) {
    private static final String VERDICT = "Verdict";

    List<Explanation.Gate> gates() {
        JudgedFacts facts = new JudgedFacts(
                decision,
                new FactSources(decision, rules.map(r -> r.rulebook().kinds())),
                rules.map(DecidingRules::byName).orElse(Map.of()));
        List<Explanation.Gate> gates = new ArrayList<>();
        for (RecordedGate gate : decision.gates()) {
            List<RecordedRule> fired = fired(gate.name());
            List<Measured> measured = measured(gate, fired);
            gates.add(new Explanation.Gate(
                    gate.gate(),
                    gate.name(),
                    gate.enforcement(),
                    gate.answer(),
                    gate.reason(),
                    measured,
                    Sentences.gate(gate, decision, measured),
                    facts.of(fired),
                    names(fired),
                    notFired(gate.name())));
        }
        return gates;
    }

    private List<RecordedRule> fired(String stem) {
        return decision.fired().stream()
                .filter(rule -> RuleOutline.stem(rule.rule()).equals(stem))
                .toList();
    }

    /** The names of the rules that came to the verdict; none when the rules could not be had. */
    List<String> deciding() {
        List<String> fired = names(decision.fired());
        return rules.map(DecidingRules::outlines).orElse(List.of()).stream()
                .filter(outline -> outline.concludes().contains(VERDICT))
                .map(RuleOutline::name)
                .filter(fired::contains)
                .toList();
    }

    private static List<String> names(List<RecordedRule> rules) {
        return rules.stream().map(RecordedRule::rule).toList();
    }

    private List<NearMiss> notFired(String stem) {
        return misses.stream()
                .filter(miss -> RuleOutline.stem(miss.rule()).equals(stem))
                .toList();
    }

    private List<Measured> measured(RecordedGate gate, List<RecordedRule> fired) {
        if (gate.value().isEmpty() || gate.limit().isEmpty()) {
            return List.of();
        }
        double value = gate.value().get();
        double limit = gate.limit().get();
        double far = BigDecimal.valueOf(value)
                .subtract(BigDecimal.valueOf(limit))
                .abs()
                .doubleValue();
        Optional<Threshold> threshold = threshold(names(fired));
        return List.of(new Measured(
                value,
                limit,
                gate.answer().equals(Answer.BLOCK) ? 0 - far : far,
                threshold.map(Threshold::unit).orElse(""),
                threshold.map(Threshold::name).orElse(""),
                threshold.map(t -> row(t.name())).orElse("")));
    }

    private String row(String threshold) {
        return decision.limits().stream()
                .filter(limit -> limit.threshold().equals(threshold))
                .map(RecordedLimit::row)
                .findFirst()
                .orElse("");
    }

    /** The limit that the rules which fired write into their answer. */
    private Optional<Threshold> threshold(List<String> fired) {
        return rules.flatMap(r -> r.outlines().stream()
                .filter(outline -> fired.contains(outline.name()))
                .flatMap(outline -> outline.limits().stream())
                .findFirst()
                .flatMap(name -> Optional.ofNullable(r.rulebook().thresholds().get(name))));
    }

    /** Of the rules that give no gate's answer: what was concluded, and by which. */
    List<Explanation.Step> steps() {
        if (decision.fired().isEmpty()) {
            return List.of();
        }
        Set<String> stems = new TreeSet<>();
        decision.fired().forEach(rule -> stems.add(RuleOutline.stem(rule.rule())));
        rules.ifPresent(r -> r.outlines().forEach(outline -> stems.add(outline.stem())));
        decision.gates().forEach(gate -> stems.remove(gate.name()));
        rules.ifPresent(r ->
                r.outlines().stream().filter(RuleOutline::answers).forEach(outline -> stems.remove(outline.stem())));
        return stems.stream().map(this::step).toList();
    }

    private Explanation.Step step(String stem) {
        List<RecordedRule> fired = fired(stem);
        Set<String> kinds = new TreeSet<>();
        boolean decides = false;
        for (RuleOutline outline : rules.map(DecidingRules::outlines).orElse(List.of())) {
            if (outline.stem().equals(stem)) {
                decides |= outline.concludes().contains(VERDICT);
                if (names(fired).contains(outline.name())) {
                    kinds.addAll(outline.concludes());
                }
            }
        }
        List<String> concluded = new ArrayList<>();
        decision.conclusions()
                .forEach(conclusion -> conclusion.properties().forEach(only -> {
                    if (kinds.contains(only.getKey())) {
                        String says = FactWords.components(only.getValue());
                        concluded.add(FactWords.kind(only.getKey()) + (says.isEmpty() ? "" : ": " + says));
                    }
                }));
        return new Explanation.Step(stem, concluded, decides, names(fired), notFired(stem));
    }
}
