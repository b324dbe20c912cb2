package io.quantum.governor.engine.rules.evaluate;

import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.facts.Fact;
import java.util.List;
import org.kie.api.runtime.KieSession;

/** Evaluates the rules of an engine for one symbol at a time: no gates, no verdict. Not for use by several threads. */
public final class SymbolEvaluator implements AutoCloseable {
    private final RuleSessions sessions;
    private final ScopedThresholds thresholds;

    /**
     * @param part whose rules are evaluated
     * @param values the thresholds in force
     */
    public SymbolEvaluator(Rulebook rulebook, Part part, ThresholdValues values) {
        this.sessions = new RuleSessions(rulebook.base(part));
        this.thresholds = new ScopedThresholds(values, part);
    }

    /**
     * Evaluates the rules.
     *
     * @param scope whose rows of limits count
     * @param facts everything that was loaded for the symbol
     * @return what the rules concluded, which may be nothing
     * @throws EvaluationException when the rules come to no end
     */
    public Conclusions evaluate(LimitScope scope, List<? extends Fact> facts) {
        ScopedThresholds.InScope there = thresholds.of(scope);
        Trace trace = new Trace();
        KieSession session = sessions.open(there);
        try {
            facts.forEach(session::insert);
            trace.follow(session);
            trace.fire(session);
            return new Conclusions(trace.conclusions(), trace.fired(), there.rows());
        } finally {
            session.dispose();
        }
    }

    @Override
    public void close() {
        sessions.close();
    }
}
