package io.quantum.governor.engine.rules.evaluate;

import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.facts.Fact;
import java.util.List;
import org.kie.api.runtime.KieSession;

/** Evaluates the rules of an engine for one symbol at a time: no gates, no verdict. Not for use by several threads. */
public final class SymbolEvaluator implements AutoCloseable {
    private final RuleSessions sessions;

    /**
     * @param part whose rules are evaluated
     * @param thresholds the values in force
     */
    public SymbolEvaluator(Rulebook rulebook, Part part, ThresholdValues thresholds) {
        this.sessions = new RuleSessions(rulebook.base(part), thresholds.globals(part));
    }

    /**
     * Evaluates the rules.
     *
     * @param facts everything that was loaded for the symbol
     * @return what the rules concluded, which may be nothing
     * @throws EvaluationException when the rules come to no end
     */
    public Conclusions evaluate(List<? extends Fact> facts) {
        Trace trace = new Trace();
        KieSession session = sessions.open();
        try {
            facts.forEach(session::insert);
            trace.follow(session);
            trace.fire(session);
            return new Conclusions(trace.conclusions(), trace.fired());
        } finally {
            session.dispose();
        }
    }

    @Override
    public void close() {
        sessions.close();
    }
}
