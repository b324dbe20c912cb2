package io.quantum.governor.loaders.redis;

import io.quantum.governor.facts.DailyTotals;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.KillSwitch;
import io.quantum.governor.facts.PriorDecision;
import io.quantum.governor.facts.PriorExecution;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.UnreadableException;
import java.time.Instant;
import java.util.List;

/** Turns what Redis holds into facts. */
final class FactDecoder {
    private FactDecoder() {}

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

    static Fact dailyTotals(Reply<byte[]> notional, Reply<byte[]> qty) {
        return orUnavailable(
                DailyTotals.class, notional.key(), () -> new DailyTotals(notional.numberOrZero(), qty.numberOrZero()));
    }

    /** The decision's mark starts with its Unix time. */
    static Fact priorDecision(Reply<byte[]> mark, Instant now) {
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
