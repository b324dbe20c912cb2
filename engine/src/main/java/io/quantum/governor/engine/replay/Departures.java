package io.quantum.governor.engine.replay;

import io.quantum.governor.engine.audit.RecordedPlan;
import io.quantum.governor.engine.evaluate.Evaluation;
import io.quantum.governor.facts.Fact;
import java.util.List;
import java.util.Optional;

/** What the candidate's decisions have changed for later plans. Not for use by several threads. */
final class Departures {
    List<Fact> facts(RecordedPlan plan) {
        return plan.facts();
    }

    void take(RecordedPlan plan, Optional<Evaluation> evaluation) {}
}
