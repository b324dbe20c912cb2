package io.quantum.governor.loaders.redis;

import io.quantum.governor.facts.DailyTotals;
import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.KillSwitch;
import io.quantum.governor.facts.PriorDecision;
import io.quantum.governor.facts.PriorExecution;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Turns what Redis holds about a symbol into facts as of one moment. */
final class FactDecoder {
    private static final double NANOS = 1e9;

    private final Instant now;

    FactDecoder(Instant now) {
        this.now = now;
    }

    /** One way of reading a fact. */
    private interface Reading {
        Fact read() throws UnreadableException;
    }

    private static Fact orUnavailable(Class<? extends Fact> kind, String key, Reading reading) {
        try {
            return reading.read();
        } catch (UnreadableException | IllegalArgumentException e) {
            return Unavailable.unreadable(kind, key + ": " + e.getMessage());
        }
    }

    /** On when either key is on; a key that can't be read makes the switch unreadable unless the other one is on. */
    static Fact killSwitch(List<Reply<byte[]>> keys) {
        boolean on = false;
        String unreadable = "";
        for (Reply<byte[]> key : keys) {
            try {
                on |= KillSwitches.isOn(key);
            } catch (UnreadableException e) {
                unreadable = key.key() + ": " + e.getMessage();
            }
        }
        return on || unreadable.isEmpty() ? new KillSwitch(on) : Unavailable.unreadable(KillSwitch.class, unreadable);
    }

    /** An entry that is not a number is ignored, and counted. */
    Fact executions(Reply<List<byte[]>> list) {
        return orUnavailable(Executions.class, list.key(), () -> {
            List<byte[]> entries = list.value(List.of());
            List<Double> ages = new ArrayList<>(entries.size());
            for (byte[] entry : entries) {
                Texts.number(entry).ifPresent(t -> ages.add(Executions.toMicrosecond(ageSec(t))));
            }
            return new Executions(ages, entries.size() - ages.size());
        });
    }

    private double ageSec(double unixSec) {
        return now.getEpochSecond() - unixSec + now.getNano() / NANOS;
    }

    Fact dailyTotals(Reply<byte[]> notional, Reply<byte[]> qty) {
        return orUnavailable(
                DailyTotals.class, notional.key(), () -> new DailyTotals(notional.numberOrZero(), qty.numberOrZero()));
    }

    /** The decision's mark starts with its Unix time. */
    Fact priorDecision(Reply<byte[]> mark) {
        return orUnavailable(PriorDecision.class, mark.key(), () -> {
            String text = mark.text();
            return text.isEmpty()
                    ? Unavailable.missing(PriorDecision.class, mark.key())
                    : new PriorDecision(
                            now.getEpochSecond() - DecisionMark.parse(text).decidedAtSec());
        });
    }

    static Fact priorExecution(Reply<Long> mark) {
        return orUnavailable(PriorExecution.class, mark.key(), () -> new PriorExecution(mark.value(0L) > 0));
    }
}
