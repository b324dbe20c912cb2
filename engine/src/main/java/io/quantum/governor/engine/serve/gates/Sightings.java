package io.quantum.governor.engine.serve.gates;

import io.quantum.governor.engine.decide.plan.DecisionListener;
import io.quantum.governor.engine.decide.plan.Outcome;
import io.quantum.governor.facts.GateResult;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers when each gate gave each answer last, since this daemon was started. Safe for use by many threads. */
public final class Sightings implements DecisionListener {
    private final Map<String, Map<String, Instant>> lastByGate = new ConcurrentHashMap<>();
    private final Instant since;

    /** @param since when this daemon was started */
    public Sightings(Instant since) {
        this.since = since;
    }

    @Override
    public void committed(Outcome outcome) {
        if (outcome instanceof Outcome.Decided decided) {
            for (GateResult result : decided.evaluation().gates()) {
                lastByGate
                        .computeIfAbsent(result.gate().name(), unused -> new ConcurrentHashMap<>())
                        .put(result.answer().answer(), decided.at());
            }
        }
    }

    /** When they begin: what was before, nobody knows. */
    Instant since() {
        return since;
    }

    /** When a gate gave an answer last; empty when it has not. */
    Optional<Instant> last(String gate, String answer) {
        return Optional.ofNullable(lastByGate.getOrDefault(gate, Map.of()).get(answer));
    }
}
