package io.quantum.governor.engine.decide.plan;

import io.quantum.governor.loaders.redis.PlanEntry;
import java.util.List;

/**
 * Several listeners as one.
 *
 * @param all told in this order
 */
public record DecisionListeners(List<DecisionListener> all) implements DecisionListener {

    @Override
    public void committed(Outcome outcome) {
        all.forEach(l -> l.committed(outcome));
    }

    @Override
    public void decidedElsewhere(PlanEntry entry) {
        all.forEach(l -> l.decidedElsewhere(entry));
    }

    @Override
    public void decidedAgain() {
        all.forEach(DecisionListener::decidedAgain);
    }
}
