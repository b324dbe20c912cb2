package io.quantum.governor.engine.serve.daemon;

import io.quantum.governor.engine.decide.plan.DecisionListener;
import io.quantum.governor.engine.decide.plan.Outcome;
import io.quantum.governor.engine.serve.notify.Day;
import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.Gate;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts of decisions what people are told of: faults of the rules, gates that let plans pass for want of data, and the
 * outcomes of a day. Told by one thread; asked by one other.
 */
final class Tally implements DecisionListener {
    private static final String SILENT = "gate_silent";
    private static final String ERROR = "evaluation_error";
    /** So many minutes tell whether a gate is inert, as for the alert GovernorGate05Inert. */
    private static final int MINUTES = 10;

    /** More than so much of its answers. */
    private static final double MOST = 0.5;

    private static final long MINUTE_MS = 60_000;
    private static final long DAY_SEC = 86_400;

    private final Clock clock;
    private final Map<String, Count> gates = new ConcurrentHashMap<>();
    private final Deque<Map<String, long[]>> minutes = new ArrayDeque<>();
    private long minuteMs;
    private volatile Fault fault = new Fault(Instant.EPOCH, "");
    private volatile Ended before = new Ended(0, 0, 0);
    private volatile Ended last = new Ended(0, 0, 0);

    /** How often a gate that may block was asked, and how often it could not tell. */
    private record Count(AtomicLong asked, AtomicLong open) {}

    /** The last fault of the rules. */
    record Fault(Instant at, String reason) {}

    /** What was decided on a day, which is counted since 1970, so that a decision costs no text. */
    private record Ended(long day, long permitted, long blocked) {
        Ended with(boolean permit) {
            return new Ended(day, permitted + (permit ? 1 : 0), blocked + (permit ? 0 : 1));
        }

        Day told() {
            return new Day(LocalDate.ofEpochDay(day).toString(), permitted, blocked);
        }
    }

    Tally(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void committed(Outcome outcome) {
        if (outcome instanceof Outcome.Decided decided) {
            Verdict verdict = decided.evaluation().verdict();
            decided.evaluation().gates().forEach(this::count);
            decided(verdict, decided.at());
        } else if (outcome instanceof Outcome.Refused refused) {
            ended(refused.at(), false);
            if (refused.reason().equals(ERROR)) {
                fault = new Fault(refused.at(), ERROR);
            }
        }
    }

    private void decided(Verdict verdict, Instant at) {
        boolean permitted = verdict.decision().equals(Verdict.PERMIT);
        if (permitted || verdict.decision().equals(Verdict.BLOCK)) {
            ended(at, permitted);
        }
        if (verdict.reason().equals(SILENT)) {
            fault = new Fault(at, SILENT + " of " + verdict.name());
        }
    }

    private void ended(Instant at, boolean permitted) {
        long day = at.getEpochSecond() / DAY_SEC;
        if (day != last.day()) {
            before = last;
            last = new Ended(day, 0, 0);
        }
        last = last.with(permitted);
    }

    private void count(GateResult result) {
        if (result.gate().enforcement().equals(Gate.ENFORCE)) {
            Count count = gates.computeIfAbsent(
                    result.gate().name(), unused -> new Count(new AtomicLong(), new AtomicLong()));
            count.asked().incrementAndGet();
            if (result.answer().answer().equals(Answer.OPEN)) {
                count.open().incrementAndGet();
            }
        }
    }

    /** The last fault of the rules; long ago when there was none. */
    Fault fault() {
        return fault;
    }

    /** What was decided here on the UTC day before. */
    Day yesterday() {
        Ended newest = last;
        boolean today = newest.day() == clock.instant().getEpochSecond() / DAY_SEC;
        return (today ? before : newest).told();
    }

    /** By gate, what share of its last answers was OPEN, where that is most of them. */
    Map<String, Double> inert() {
        Map<String, long[]> now = new HashMap<>();
        gates.forEach((gate, count) ->
                now.put(gate, new long[] {count.asked().get(), count.open().get()}));
        long ms = clock.millis();
        if (ms - minuteMs >= MINUTE_MS) {
            minuteMs = ms;
            minutes.addLast(now);
            if (minutes.size() > MINUTES) {
                minutes.removeFirst();
            }
        }
        Map<String, long[]> before = minutes.getFirst();
        Map<String, Double> inert = new HashMap<>();
        now.forEach((gate, count) -> {
            long[] then = before.getOrDefault(gate, new long[2]);
            double share = (double) (count[1] - then[1]) / (count[0] - then[0]);
            if (share > MOST) {
                inert.put(gate, share);
            }
        });
        return inert;
    }
}
