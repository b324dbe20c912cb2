package io.quantum.governor.engine.serve.shadow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Counts comparisons, and says which of them are worth an event. Not for use by several threads. */
final class Tally {
    /** What rules give as reasons is theirs; nobody shall fill a page of metrics. */
    private static final int MOST_ROWS = 100;

    private static final int EXAMPLES = 3;

    private final Map<Comparison, Counted> rows = new LinkedHashMap<>();
    private long missed;

    private static final class Counted {
        private long plans;
        private long told;
        private Optional<Instant> toldAt = Optional.empty();
        private final Deque<String> last = new ArrayDeque<>();

        private DaemonShadow.Row row(Comparison what) {
            return new DaemonShadow.Row(what.result(), what.gate(), what.reason(), plans, List.copyOf(last));
        }
    }

    /**
     * Plans that differ alike, to be told together.
     *
     * @param row all of them so far
     * @param fresh how many of them have not been told of
     */
    record Due(DaemonShadow.Row row, long fresh) {}

    /** Counts a plan; gives what it was counted as. */
    Comparison add(Comparison comparison, String planId) {
        Comparison as = rows.size() < MOST_ROWS || rows.containsKey(comparison)
                ? comparison
                : new Comparison(comparison.result(), "other", "other");
        Counted counted = rows.computeIfAbsent(as, unused -> new Counted());
        counted.plans++;
        if (!as.isSame()) {
            counted.last.addFirst(planId);
            if (counted.last.size() > EXAMPLES) {
                counted.last.removeLast();
            }
        }
        return as;
    }

    /** Counts plans that were not compared. */
    void miss(long plans) {
        missed += plans;
    }

    long missed() {
        return missed;
    }

    List<DaemonShadow.Row> rows() {
        List<DaemonShadow.Row> all = new ArrayList<>();
        rows.forEach((what, counted) -> all.add(counted.row(what)));
        return all;
    }

    /** The differences that were last told of so long ago, and have grown since; they count as told of from now on. */
    List<Due> due(Instant now, Duration pause) {
        List<Due> due = new ArrayList<>();
        for (Map.Entry<Comparison, Counted> entry : rows.entrySet()) {
            Counted counted = Objects.requireNonNull(entry.getValue());
            boolean mayTell =
                    counted.toldAt.filter(told -> told.plus(pause).isAfter(now)).isEmpty();
            if (!entry.getKey().isSame() && counted.plans > counted.told && mayTell) {
                due.add(new Due(counted.row(entry.getKey()), counted.plans - counted.told));
                counted.told = counted.plans;
                counted.toldAt = Optional.of(now);
            }
        }
        return due;
    }
}
