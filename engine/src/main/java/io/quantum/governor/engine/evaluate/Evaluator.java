package io.quantum.governor.engine.evaluate;

import io.quantum.governor.engine.rulebook.Rulebook;
import io.quantum.governor.engine.rulebook.ThresholdValues;
import io.quantum.governor.facts.Answers;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.event.rule.DefaultRuleRuntimeEventListener;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionsPool;
import org.kie.api.runtime.rule.Match;

/** Judges one plan at a time by one rulebook. Not for use by several threads. */
public final class Evaluator implements AutoCloseable {
    /** More firings than this for one plan means that rules feed each other for ever. */
    private static final int MOST_FIRINGS = 1000;

    /** Inserted when every gate has answered or is known to be silent; only then may rules look for a verdict. */
    private static final Phase VERDICT = new Phase("verdict");

    private final KieSessionsPool sessions;
    private final Map<String, Object> thresholds;

    public Evaluator(Rulebook rulebook, ThresholdValues thresholds) {
        this.sessions = rulebook.base().newKieSessionsPool(1);
        this.thresholds = thresholds.globals();
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
        KieSession session = sessions.newKieSession();
        try {
            thresholds.forEach(session::setGlobal);
            session.setGlobal("answers", answers);
            facts.forEach(session::insert);
            trace.follow(session);
            fire(session);
            List<GateResult> results = GateResults.of(trace.conclusions, answers.given());
            // a gate that lets the plan pass has no say in the verdict
            results.stream().filter(GateResult::isBlock).forEach(session::insert);
            session.insert(VERDICT);
            fire(session);
            return new Evaluation(answers.given(), results, trace.conclusions, trace.fired);
        } finally {
            session.dispose();
        }
    }

    private static void fire(KieSession session) {
        if (session.fireAllRules(MOST_FIRINGS) >= MOST_FIRINGS) {
            throw new EvaluationException("the rules did not come to an end within " + MOST_FIRINGS + " firings");
        }
    }

    @Override
    public void close() {
        sessions.shutdown();
    }

    /**
     * Records what happens in one session. It must listen: the session itself keeps no fact that no rule matches, and a
     * verdict is one.
     */
    private static final class Trace {
        private final List<Object> conclusions = new ArrayList<>(32);
        private final List<FiredRule> fired = new ArrayList<>(32);

        void follow(KieSession session) {
            session.addEventListener(new DefaultRuleRuntimeEventListener() {
                @Override
                public void objectInserted(ObjectInsertedEvent event) {
                    conclusions.add(event.getObject());
                }
            });
            session.addEventListener(new DefaultAgendaEventListener() {
                @Override
                public void afterMatchFired(AfterMatchFiredEvent event) {
                    Match match = event.getMatch();
                    fired.add(new FiredRule(match.getRule().getName(), match.getObjects()));
                }
            });
        }
    }
}
