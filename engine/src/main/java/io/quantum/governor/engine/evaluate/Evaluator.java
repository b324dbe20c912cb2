package io.quantum.governor.engine.evaluate;

import io.quantum.governor.engine.rulebook.Part;
import io.quantum.governor.engine.rulebook.Rulebook;
import io.quantum.governor.engine.rulebook.ThresholdValues;
import io.quantum.governor.facts.Answers;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Phase;
import java.util.List;
import org.kie.api.runtime.KieSession;

/** Judges one plan at a time by one rulebook. Not for use by several threads. */
public final class Evaluator implements AutoCloseable {
    /** Inserted when every gate has answered or is known to be silent; only then may rules look for a verdict. */
    private static final Phase VERDICT = new Phase("verdict");

    private final RuleSessions sessions;

    public Evaluator(Rulebook rulebook, ThresholdValues thresholds) {
        this.sessions = new RuleSessions(rulebook.base(Part.PLAN), thresholds.globals(Part.PLAN));
    }

    /**
     * Evaluates the rules.
     *
     * @param facts everything that was loaded for the plan
     * @return what the rules concluded; it holds exactly one verdict, and one answer of each gate that was asked
     * @throws EvaluationException when the rules come to no usable end
     */
    public Evaluation evaluate(List<? extends Fact> facts) {
        Answers answers = new Answers();
        Trace trace = new Trace();
        KieSession session = sessions.open();
        try {
            session.setGlobal("answers", answers);
            facts.forEach(session::insert);
            trace.follow(session);
            trace.fire(session);
            List<GateResult> results = GateResults.of(trace.conclusions(), answers.given());
            // a gate that lets the plan pass has no say in the verdict
            results.stream().filter(GateResult::isBlock).forEach(session::insert);
            session.insert(VERDICT);
            trace.fire(session);
            return new Evaluation(answers.given(), results, trace.conclusions(), trace.fired());
        } finally {
            session.dispose();
        }
    }

    @Override
    public void close() {
        sessions.close();
    }
}
