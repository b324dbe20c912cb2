package io.quantum.governor.loaders.redis;

import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The list of the times of a symbol's permits, the newest first, as it was last read. */
final class ExecutionsKey extends KnownKey<List<byte[]>> {
    private static final double NANOS = 1e9;

    private @Nullable Times times;

    /**
     * What is in the list.
     *
     * @param unixSec the entries that are numbers
     * @param ignored how many are none
     */
    private record Times(List<Double> unixSec, int ignored) {
        /** With an entry pushed before them; the last of a full list goes, and which one that is matters if it was ignored. */
        @Nullable
        Times with(byte[] entry) {
            OptionalDouble number = Texts.number(entry);
            if (number.isEmpty() || ignored > 0) {
                return null;
            }
            List<Double> now = new ArrayList<>(SymbolState.MOST_EXECUTIONS);
            now.add(number.getAsDouble());
            now.addAll(unixSec.subList(0, Math.min(unixSec.size(), SymbolState.MOST_EXECUTIONS - 1)));
            return new Times(now, 0);
        }
    }

    ExecutionsKey(String symbol) {
        super(
                Keys.executions(symbol),
                true,
                redis -> redis.lrange(Keys.executions(symbol), 0, SymbolState.MOST_EXECUTIONS - 1));
    }

    @Override
    void replaced() {
        times = null;
    }

    @Override
    void pushed(byte[] entry) {
        try {
            List<byte[]> before = reply().value(List.of());
            List<byte[]> now = new ArrayList<>(SymbolState.MOST_EXECUTIONS);
            now.add(entry);
            now.addAll(before.subList(0, Math.min(before.size(), SymbolState.MOST_EXECUTIONS - 1)));
            Times later = times().with(entry);
            wrote(now);
            times = later;
        } catch (UnreadableException e) {
            changed();
        }
    }

    /** The ages of its entries; one that is not a number is ignored, and counted. */
    Fact fact(Instant now) {
        try {
            Times read = times();
            List<Double> ages = new ArrayList<>(read.unixSec().size());
            for (double unixSec : read.unixSec()) {
                ages.add(Executions.toMicrosecond(now.getEpochSecond() - unixSec + now.getNano() / NANOS));
            }
            return new Executions(ages, read.ignored());
        } catch (UnreadableException e) {
            return Unavailable.unreadable(Executions.class, name() + ": " + e.getMessage());
        }
    }

    private Times times() throws UnreadableException {
        Times known = times;
        if (known == null) {
            List<byte[]> entries = reply().value(List.of());
            List<Double> unixSec = new ArrayList<>(entries.size());
            for (byte[] entry : entries) {
                OptionalDouble number = Texts.number(entry);
                number.ifPresent(unixSec::add);
            }
            known = new Times(unixSec, entries.size() - unixSec.size());
            times = known;
        }
        return known;
    }
}
