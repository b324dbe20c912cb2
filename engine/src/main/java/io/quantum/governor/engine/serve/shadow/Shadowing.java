package io.quantum.governor.engine.serve.shadow;

import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.declared.FactDeclaration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A candidate at work: judges plans in sessions of its own and counts what it would have changed. One thread's. */
final class Shadowing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Shadowing.class);

    private final ActiveRules rules;
    private final Evaluator evaluator;
    private final List<FactDeclaration> declared;
    private final ShadowMetrics metrics;
    private final Tally tally = new Tally();
    private boolean hasFailed;

    Shadowing(ActiveRules rules, ShadowMetrics metrics) {
        this.rules = rules;
        this.evaluator = new Evaluator(rules.rulebook(), rules.thresholds());
        this.declared = rules.rulebook().kinds().declared(Part.PLAN);
        this.metrics = metrics;
    }

    /** Whether these rules are the candidate: then there is nothing to compare. */
    boolean isSameAs(ActiveRules others) {
        return rules.rulebook().digest().equals(others.rulebook().digest());
    }

    Tally tally() {
        return tally;
    }

    /** Judges what waits, but not for much longer than this, so that a slow candidate leaves time to others. */
    void compare(DecidedPlans plans, Duration longest) {
        long start = System.nanoTime();
        Optional<DecidedPlans.Live> next = plans.next();
        while (next.isPresent()) {
            compare(next.get());
            next = System.nanoTime() - start < longest.toNanos() ? plans.next() : Optional.empty();
        }
        long missed = plans.missed();
        tally.miss(missed);
        metrics.missed(missed);
    }

    /** The declared facts that its rules name. */
    List<FactDeclaration> declared() {
        return declared;
    }

    @SuppressWarnings("ReferenceEquality") // facts that were loaded before it was taken, or for another candidate
    private void compare(DecidedPlans.Live plan) {
        if (plan.facts().declarations() != declared) {
            tally.miss(1);
            metrics.missed(1);
            return;
        }
        long start = System.nanoTime();
        Said said = judge(plan.planId(), plan.facts().facts());
        long nanos = System.nanoTime() - start;
        metrics.compared(tally.add(Comparison.of(plan.active(), said), plan.planId()), nanos);
    }

    @SuppressWarnings("IllegalCatch") // whatever a candidate makes go wrong is its own error and nobody else's
    private Said judge(String planId, List<Fact> facts) {
        try {
            return Said.of(evaluator.evaluate(facts));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            if (!hasFailed) {
                LOG.warn(
                        "candidate {} can't judge plan {}; this is logged once: {}",
                        rules.title(),
                        planId,
                        e.toString());
            }
            hasFailed = true;
            return Said.ERROR;
        }
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
