package io.quantum.governor.engine.decide.plan;

/**
 * An outcome and what it would write.
 *
 * @param outcome what was decided
 * @param commit what that writes
 */
record Draft(Outcome outcome, Commit commit) {}
