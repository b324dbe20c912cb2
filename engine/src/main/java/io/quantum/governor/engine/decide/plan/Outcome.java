package io.quantum.governor.engine.decide.plan;

import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.redis.LoadedPlan;
import io.quantum.governor.loaders.redis.PlanEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was decided about one entry of the plan stream. */
public sealed interface Outcome {

    /** The entry. */
    PlanEntry entry();

    /** When it was decided. */
    Instant at();

    /**
     * The rules have decided.
     *
     * @param plan with its facts
     * @param evaluation what the rules made of them
     * @param evaluationNanos how long they took
     */
    record Decided(LoadedPlan plan, Evaluation evaluation, long evaluationNanos) implements Outcome {
        @Override
        public PlanEntry.Judgeable entry() {
            return plan.entry();
        }

        @Override
        public Instant at() {
            return plan.now();
        }
    }

    /**
     * The plan is blocked because the rules could not be asked, or came to no usable end.
     *
     * @param planId a usable plan id
     * @param symbol its symbol, empty when it can't be read
     * @param reason {@code malformed_plan} or {@code evaluation_error}
     * @param detail what is wrong, for people
     * @param loaded the plan with the facts on which the rules came to no usable end; empty when it was not they that
     *     failed
     */
    record Refused(
            PlanEntry entry,
            Instant at,
            String planId,
            String symbol,
            String reason,
            String detail,
            Optional<LoadedPlan> loaded)
            implements Outcome {
        /** The rules have failed; it is not the plan that makes no sense. */
        static final String EVALUATION_ERROR = "evaluation_error";

        /** The facts on which the rules came to no usable end. */
        List<Fact> facts() {
            return loaded.map(LoadedPlan::facts).orElse(List.of());
        }

        /** Whether the rules have failed. */
        boolean isError() {
            return reason.equals(EVALUATION_ERROR);
        }
    }

    /** Its publisher does not want it executed, and it can't be read: it is acknowledged and recorded, and no more. */
    record Skipped(PlanEntry.Unwanted entry, Instant at) implements Outcome {}

    /** The plan id was decided before; nothing new is issued for an entry that can't be judged anyway. */
    record Repeated(PlanEntry entry, Instant at) implements Outcome {}

    /** The entry has no usable plan id; it is kept for people to look at. */
    record DeadLetter(PlanEntry.Nameless entry, Instant at) implements Outcome {}
}
