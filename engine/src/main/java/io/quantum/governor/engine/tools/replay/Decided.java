package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.record.audit.RecordedPlan;
import io.quantum.governor.engine.serve.shadow.Comparison;

/**
 * A plan that was decided again.
 *
 * @param plan as it was recorded
 * @param then what was decided
 * @param now what the candidate decides
 * @param comparison what that changes
 * @param notionalUsd what the plan is worth, USD; 0 when nobody can tell
 */
record Decided(RecordedPlan plan, Side then, Side now, Comparison comparison, double notionalUsd) {

    /** Whether one permits it and the other does not. */
    boolean isFlip() {
        return comparison.result().equals(Comparison.NEWLY_BLOCKED)
                || comparison.result().equals(Comparison.NEWLY_PERMITTED);
    }
}
