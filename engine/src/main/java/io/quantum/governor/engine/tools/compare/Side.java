package io.quantum.governor.engine.tools.compare;

import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.evaluate.SymbolEvaluator;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.Threshold;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.facts.Fact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One rulebook with its thresholds, which judges probes. Not for use by several threads. */
final class Side implements AutoCloseable {
    private final Rulebook rulebook;
    private final ThresholdValues values;
    private final Map<String, Threshold> thresholds;
    private final Map<Map<String, String>, Evaluator> plans = new HashMap<>();
    private final Map<Engine, SymbolEvaluator> engines = new HashMap<>();

    private record Engine(Part part, Map<String, String> changed) {}

    /** @param values of the rulebook's thresholds */
    Side(Rulebook rulebook, ThresholdValues values) {
        this.rulebook = rulebook;
        this.values = values;
        this.thresholds = rulebook.thresholds();
    }

    Judgement judge(Probe probe) {
        Map<String, String> set = new HashMap<>(probe.thresholds());
        set.keySet().retainAll(thresholds.keySet());
        try {
            return probe.part() == Part.PLAN ? decide(set, probe.facts()) : conclude(set, probe);
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
    private Judgement conclude(Map<String, String> set, Probe probe) {
        return Judgement.of(
                probe.part(),
                engines.computeIfAbsent(
                                new Engine(probe.part(), set),
                                e -> new SymbolEvaluator(rulebook, e.part(), values.with(e.changed())))
                        .evaluate(LimitScope.NOTHING, probe.facts()));
    }

    @Override
    public void close() {
        plans.values().forEach(Evaluator::close);
        engines.values().forEach(SymbolEvaluator::close);
    }
}
