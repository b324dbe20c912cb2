package io.quantum.governor.engine.decide.plan;

import io.quantum.governor.engine.record.audit.Frame;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.redis.LoadedPlan;
import io.quantum.governor.loaders.redis.PlanEntry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the rules and drafts what their answer writes. Whatever goes wrong in here blocks the plan. */
final class Drafter {
    private static final Logger LOG = LoggerFactory.getLogger(Drafter.class);

    private final PlanRules rules;
    private final Commits commits;
    private final Clock clock;

    /**
     * @param rules what decides; its evaluation throws when it comes to no usable end
     */
    Drafter(PlanRules rules, Commits commits, Clock clock) {
        this.rules = rules;
        this.commits = commits;
        this.clock = clock;
    }

    /** The declared facts that the rules name. */
    List<FactDeclaration> declared() {
        return rules.declared();
    }

    /** What the audit records of its drafts have in common. */
    Frame frame() {
        return rules.inForce().frame();
    }

    /** Of a plan with its facts: what the rules say, or a block when they come to no usable end. */
    @SuppressWarnings("IllegalCatch") // the one home of our own bugs: an exception is never a permit
    Draft judged(LoadedPlan plan) {
        try {
            long start = System.nanoTime();
            Evaluation evaluation = rules.evaluate().apply(plan.facts());
            long nanos = System.nanoTime() - start;
            Outcome.Decided outcome = new Outcome.Decided(plan, evaluation, nanos);
            return new Draft(outcome, commits.of(outcome));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            LOG.error(
                    "plan {} can't be judged and is blocked",
                    plan.entry().plan().planId(),
                    e);
            return error(plan.entry(), String.valueOf(e.getMessage()), Optional.of(plan));
        }
    }

    /** Of an entry that the rules can't judge. */
    Draft unjudged(PlanEntry entry) {
        if (entry instanceof PlanEntry.Malformed plan) {
            return refused(plan, plan.planId(), plan.symbol(), "malformed_plan", plan.detail(), Optional.empty());
        }
        if (entry instanceof PlanEntry.Unwanted unwanted) {
            Outcome.Skipped skipped = new Outcome.Skipped(unwanted, clock.instant());
            return new Draft(skipped, commits.of(skipped));
        }
        Outcome.DeadLetter letter = new Outcome.DeadLetter((PlanEntry.Nameless) entry, clock.instant());
        return new Draft(letter, commits.of(letter));
    }

    /** Of a malformed plan on whose id a decision stands. */
    Draft repeated(Outcome before) {
        Outcome.Repeated outcome = new Outcome.Repeated(before.entry(), clock.instant());
        return new Draft(outcome, commits.of(outcome));
    }

    /**
     * Of a decision that can't be written.
     *
     * @throws IllegalStateException when a block can't be written either
     */
    Draft unwritable(Outcome outcome, String key) {
        String detail = key + " holds another type than the contract says; delete or rename it";
        if (outcome instanceof Outcome.Decided decided) {
            LOG.error("plan {} is blocked: {}", decided.entry().plan().planId(), detail);
            return error(decided.entry(), detail, Optional.empty());
        }
        throw new IllegalStateException("entry " + outcome.entry().streamId() + " stays pending: " + detail);
    }

    private Draft error(PlanEntry.Judgeable entry, String detail, Optional<LoadedPlan> loaded) {
        return refused(
                entry, entry.plan().planId(), entry.plan().symbol(), Outcome.Refused.EVALUATION_ERROR, detail, loaded);
    }

    private Draft refused(
            PlanEntry entry, String planId, String symbol, String reason, String detail, Optional<LoadedPlan> loaded) {
        Outcome.Refused outcome = new Outcome.Refused(entry, clock.instant(), planId, symbol, reason, detail, loaded);
        return new Draft(outcome, commits.of(outcome));
    }
}
