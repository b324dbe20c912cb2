package io.quantum.governor.engine.decide.plan;

import io.quantum.governor.loaders.redis.PlanEntry;

/** Hears of every decision after it has been committed. Called by the plan loop, so it must be quick and must not throw. */
public interface DecisionListener {

    /** The outcome is committed. */
    void committed(Outcome outcome);

    /** The entry had been decided before this commit arrived. */
    default void decidedElsewhere(PlanEntry entry) {}

    /** What the rules saw had changed when they were done: the plan is decided again. */
    default void decidedAgain() {}
}
