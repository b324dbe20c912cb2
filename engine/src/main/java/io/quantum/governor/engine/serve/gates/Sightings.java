package io.quantum.governor.engine.serve.gates;

import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.decide.plan.DecisionListener;
import io.quantum.governor.engine.decide.plan.Outcome;
import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.GateResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers how often each gate gave each answer, and when it gave it last, since this daemon was started. Told by one thread;
 * asked by many.
 */
public final class Sightings implements DecisionListener {
    private static final List<String> ANSWERS = List.of(Answer.PASS, Answer.BLOCK, Answer.OPEN);
    private static final List<String> LABELS = List.of("gate", "answer");
    private static final double MILLIS = 1e3;

    private final Map<String, Map<String, Seen>> byGate = new ConcurrentHashMap<>();
    private final Instant since;

    private record Seen(long times, Instant last) {}

    /** @param since when this daemon was started */
    public Sightings(Instant since) {
        this.since = since;
    }

    @Override
    public void committed(Outcome outcome) {
        if (outcome instanceof Outcome.Decided decided) {
            Seen once = new Seen(1, decided.at());
            for (GateResult result : decided.evaluation().gates()) {
                byGate.computeIfAbsent(result.gate().name(), unused -> new ConcurrentHashMap<>())
                        .merge(
                                result.answer().answer(),
                                once,
                                (before, now) -> new Seen(before.times() + 1, now.last()));
            }
        }
    }

    /**
     * Shows them to Prometheus.
     *
     * @param gates the names of those in force
     */
    public void showOn(MetricsPage page, Supplier<List<String>> gates) {
        page.counters("governor_gate_answers_total", "Answers of gates", LABELS, () -> {
            Map<List<String>, Double> samples = new LinkedHashMap<>();
            // from the start, since an alert sees no counter grow that begins with 1
            gates.get().forEach(gate -> ANSWERS.forEach(answer -> samples.put(List.of(gate, answer), 0.0)));
            byGate.forEach((gate, answers) ->
                    answers.forEach((answer, seen) -> samples.put(List.of(gate, answer), (double) seen.times())));
            return samples;
        });
        page.gauges("governor_gate_last_answer_timestamp_seconds", "When a gate gave an answer last", LABELS, () -> {
            Map<List<String>, Double> samples = new LinkedHashMap<>();
            byGate.forEach((gate, answers) -> answers.forEach((answer, seen) ->
                    samples.put(List.of(gate, answer), seen.last().toEpochMilli() / MILLIS)));
            return samples;
        });
    }

    /** When they begin: what was before, nobody knows. */
    Instant since() {
        return since;
    }

    /** When a gate gave an answer last; empty when it has not. */
    Optional<Instant> last(String gate, String answer) {
        return Optional.ofNullable(byGate.getOrDefault(gate, Map.of()).get(answer))
                .map(Seen::last);
    }
}
