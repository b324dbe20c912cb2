package io.quantum.governor.loaders.redis;

import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.UnreadableException;
import io.quantum.governor.loaders.redis.SymbolState.ListState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The list of the times of a symbol's permits, the newest first, as it was last read. For use by one thread. */
final class ExecutionsKey extends KnownKey<List<byte[]>> {
    private static final double NANOS = 1e9;

    private @Nullable Permits permits;

    /**
     * What is in the list.
     *
     * @param unixSec the entries that are numbers
     * @param ignored how many are none
     * @param state by which a commit finds it unchanged
     */
    @SuppressWarnings("ArrayRecordComponent") // of many symbols, and never compared
    private record Permits(double[] unixSec, int ignored, ListState state) {
        static Permits of(List<byte[]> entries) {
            double[] unixSec = entries.stream()
                    .map(Texts::number)
                    .flatMapToDouble(OptionalDouble::stream)
                    .toArray();
            ListState state = entries.isEmpty() ? ListState.EMPTY : new ListState(entries.size(), entries.get(0));
            return new Permits(unixSec, entries.size() - unixSec.length, state);
        }

        Permits with(byte[] entry, double sec) {
            double[] now = new double[Math.min(unixSec.length + 1, SymbolState.MOST_EXECUTIONS)];
            now[0] = sec;
            System.arraycopy(unixSec, 0, now, 1, now.length - 1);
            return new Permits(now, 0, new ListState(now.length, entry));
        }
    }

    ExecutionsKey(String symbol) {
        super(
                Keys.executions(symbol),
                Belief.UNTIL_REFUSED,
                redis -> redis.lrange(Keys.executions(symbol), 0, SymbolState.MOST_EXECUTIONS - 1));
    }

    @Override
    void replaced() {
        permits = null;
    }

    @Override
    void pushed(byte[] entry) {
        Permits before = permits;
        OptionalDouble sec = Texts.number(entry);
        // which entry falls off the end of a full list is not known if some of them are no numbers
        if (before == null || before.ignored() > 0 || sec.isEmpty()) {
            changed();
        } else {
            permits = before.with(entry, sec.getAsDouble());
        }
    }

    /** The ages of its entries; one that is not a number is ignored, and counted. */
    Fact fact(Instant now) {
        try {
            Permits read = permits();
            List<Double> ages = new ArrayList<>(read.unixSec().length);
            for (double unixSec : read.unixSec()) {
                ages.add(Executions.toMicrosecond(now.getEpochSecond() - unixSec + now.getNano() / NANOS));
            }
            return new Executions(ages, read.ignored());
        } catch (UnreadableException e) {
            return Unavailable.unreadable(Executions.class, name() + ": " + e.getMessage());
        }
    }

    /** By what a commit finds it unchanged. */
    ListState state() {
        try {
            return permits().state();
        } catch (UnreadableException e) {
            return ListState.UNREADABLE;
        }
    }

    private Permits permits() throws UnreadableException {
        Permits known = permits;
        if (known == null) {
            known = Permits.of(reply().value(List.of()));
            permits = known;
            // its texts take ten times the memory
            drop();
        }
        return known;
    }
}
