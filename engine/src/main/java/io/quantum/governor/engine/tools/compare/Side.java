package io.quantum.governor.engine.tools.compare;

import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.evaluate.SymbolEvaluator;
import io.quantum.governor.engine.rules.rulebook.FactBinder;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.Threshold;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.facts.Fact;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One rulebook with its thresholds, which judges probes. Not for use by several threads. */
final class Side implements AutoCloseable {
    private final Rulebook rulebook;
    private final ThresholdValues values;
    private final Map<String, Threshold> thresholds;
    private final Map<Part, FactBinder> binders = new EnumMap<>(Part.class);
    private final Map<Map<String, String>, Evaluator> plans = new HashMap<>();
    private final Map<Engine, SymbolEvaluator> engines = new HashMap<>();

    private record Engine(Part part, Map<String, String> changed) {}

    /** @param values of the rulebook's thresholds */
    Side(Rulebook rulebook, ThresholdValues values) {
        this.rulebook = rulebook;
        this.values = values;
        this.thresholds = rulebook.thresholds();
        for (Part part : Part.values()) {
            binders.put(part, new FactBinder(rulebook.kinds(), part));
        }
    }

    Judgement judge(Probe probe) {
        Map<String, String> set = new HashMap<>(probe.thresholds());
        set.keySet().retainAll(thresholds.keySet());
        try {
            List<Fact> facts = Objects.requireNonNull(binders.get(probe.part()))
                    .rebind(probe.facts())
                    .facts();
            return probe.part() == Part.PLAN ? decide(set, facts) : conclude(set, probe.part(), facts);
        } catch (RuntimeException e) {
            // a rule can fail in any way; live, that is an evaluation error
            return Judgement.ERROR;
        }
    }

    private Judgement decide(Map<String, String> set, List<Fact> facts) {
        return Judgement.of(plans.computeIfAbsent(set, s -> new Evaluator(rulebook, values.with(s)))
                .evaluate(facts));
    }

    /** Of no symbol: what rows of limits do for symbols is tried for itself. */
    private Judgement conclude(Map<String, String> set, Part part, List<Fact> facts) {
        return Judgement.of(
                part,
                engines.computeIfAbsent(
                                new Engine(part, set),
                                e -> new SymbolEvaluator(rulebook, e.part(), values.with(e.changed())))
                        .evaluate(LimitScope.NOTHING, facts));
    }

    @Override
    public void close() {
        plans.values().forEach(Evaluator::close);
        engines.values().forEach(SymbolEvaluator::close);
    }
}
