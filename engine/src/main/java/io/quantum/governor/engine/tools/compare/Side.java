package io.quantum.governor.engine.tools.compare;

import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.evaluate.SymbolEvaluator;
import io.quantum.governor.engine.rules.rulebook.FactBinder;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.Threshold;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.facts.Fact;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One rulebook with its thresholds, which judges probes. Not for use by several threads. */
final class Side implements AutoCloseable {
    private final Rulebook rulebook;
    private final Map<String, String> changed;
    private final Map<String, Threshold> thresholds;
    private final Map<Part, FactBinder> binders = new EnumMap<>(Part.class);
    private final Map<Map<String, String>, Evaluator> plans = new HashMap<>();
    private final Map<Engine, SymbolEvaluator> engines = new HashMap<>();

    private record Engine(Part part, Map<String, String> changed) {}

    /**
     * @param changed values of thresholds that are not the rulebook's own, as texts
     * @throws IllegalArgumentException when a threshold does not allow its value
     */
    Side(Rulebook rulebook, Map<String, String> changed) {
        this.rulebook = rulebook;
        this.changed = changed;
        this.thresholds = rulebook.thresholds();
        for (Part part : Part.values()) {
            binders.put(part, new FactBinder(rulebook.kinds(), part));
        }
        ThresholdValues.of(rulebook, changed);
    }

    Judgement judge(Probe probe) {
        Map<String, String> values = new HashMap<>(changed);
        probe.thresholds().forEach((name, value) -> {
            if (thresholds.containsKey(name)) {
                values.put(name, value);
            }
        });
        try {
            List<Fact> facts = Objects.requireNonNull(binders.get(probe.part()))
                    .rebind(probe.facts())
                    .facts();
            return probe.part() == Part.PLAN ? decide(values, facts) : conclude(values, probe.part(), facts);
        } catch (RuntimeException e) {
            // a rule can fail in any way; live, that is an evaluation error
            return Judgement.ERROR;
        }
    }

    private Judgement decide(Map<String, String> values, List<Fact> facts) {
        return Judgement.of(plans.computeIfAbsent(values, v -> new Evaluator(rulebook, ThresholdValues.of(rulebook, v)))
                .evaluate(facts));
    }

    private Judgement conclude(Map<String, String> values, Part part, List<Fact> facts) {
        return Judgement.of(
                part,
                engines.computeIfAbsent(
                                new Engine(part, values),
                                e -> new SymbolEvaluator(rulebook, e.part(), ThresholdValues.of(rulebook, e.changed())))
                        .evaluate(facts));
    }

    @Override
    public void close() {
        plans.values().forEach(Evaluator::close);
        engines.values().forEach(SymbolEvaluator::close);
    }
}
