package io.quantum.governor.engine.rules.evaluate;

import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.facts.Answers;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.BlockedPlan;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Phase;
import io.quantum.governor.facts.Plan;
import io.quantum.governor.facts.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.kie.api.runtime.KieSession;

/** Judges one plan at a time by one rulebook. Not for use by several threads. */
public final class Evaluator implements AutoCloseable {
    /** Inserted when every gate has answered or is known to be silent; only then may rules look for a verdict. */
    private static final Phase VERDICT = new Phase("verdict");

    private final RuleSessions sessions;
    private final ScopedThresholds thresholds;
    private final SymbolEvaluator disarm;

    public Evaluator(Rulebook rulebook, ThresholdValues values) {
        this.sessions = new RuleSessions(rulebook.base(Part.PLAN));
        this.thresholds = new ScopedThresholds(values, Part.PLAN);
        this.disarm = new SymbolEvaluator(rulebook, Part.DISARM, values);
    }

    /**
     * Evaluates the rules. Whether a block is a reason to disarm is asked only of a plan that is blocked, so that it
     * costs the others nothing.
     *
     * @param facts everything that was loaded for the plan
     * @return what the rules concluded; it holds exactly one verdict, and one answer of each gate that was asked
     * @throws EvaluationException when the rules come to no usable end
     */
    public Evaluation evaluate(List<? extends Fact> facts) {
        LimitScope scope = scope(facts);
        Evaluation evaluation = judge(scope, facts);
        return evaluation.verdict().decision().equals(Verdict.BLOCK)
                ? evaluation.and(disarm.evaluate(scope, whatIsTold(evaluation, scope.symbol(), facts)))
                : evaluation;
    }

    private static LimitScope scope(List<? extends Fact> facts) {
        for (Fact fact : facts) {
            if (fact instanceof Plan plan) {
                return LimitScope.of(plan);
            }
        }
        return LimitScope.NOTHING;
    }

    /** What the rules of disarming are told of a plan that was blocked. */
    private static List<Fact> whatIsTold(Evaluation evaluation, String symbol, List<? extends Fact> facts) {
        List<Fact> told = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact instanceof ApplyMode) {
                told.add(fact);
            }
        }
        for (GateResult result : evaluation.gates()) {
            if (result.gate().name().equals(evaluation.verdict().name())) {
                told.add(BlockedPlan.of(symbol, result.answer()));
            }
        }
        return told;
    }

    private Evaluation judge(LimitScope scope, List<? extends Fact> facts) {
        ScopedThresholds.InScope there = thresholds.of(scope);
        Answers answers = new Answers();
        Trace trace = new Trace();
        KieSession session = sessions.open(there);
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
            return new Evaluation(answers.given(), results, trace.conclusions(), trace.fired(), there.rows());
        } finally {
            session.dispose();
        }
    }

    @Override
    public void close() {
        disarm.close();
        sessions.close();
    }
}
