package io.quantum.governor.loaders.redis;

import io.quantum.governor.facts.AllocationTarget;
import io.quantum.governor.facts.BaseTarget;
import io.quantum.governor.facts.CapitalEfficiency;
import io.quantum.governor.facts.DailyTotals;
import io.quantum.governor.facts.Executions;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.KillSwitch;
import io.quantum.governor.facts.LastPermit;
import io.quantum.governor.facts.PortfolioBudget;
import io.quantum.governor.facts.PriorDecision;
import io.quantum.governor.facts.PriorExecution;
import io.quantum.governor.facts.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    Fact budget(Reply<Map<String, byte[]>> hash) {
        return fromHash(
                PortfolioBudget.class,
                hash,
                f -> new PortfolioBudget(f.text("mode"), f.number("budget_usd"), f.ageSec("timestamp", now)));
    }

    Fact target(Reply<Map<String, byte[]>> hash) {
        return fromHash(
                AllocationTarget.class,
                hash,
                f -> new AllocationTarget(
                        f.text("mode"), f.number("target_usd"), f.text("confidence"), f.ageSec("timestamp", now)));
    }

    static Fact baseTarget(Reply<Map<String, byte[]>> hash) {
        return fromHash(BaseTarget.class, hash, f -> new BaseTarget(f.number("target_usd")));
    }

    Fact efficiency(Reply<Map<String, byte[]>> hash) {
        return fromHash(
                CapitalEfficiency.class,
                hash,
                f -> new CapitalEfficiency(f.number("efficiency_score"), f.number("confidence"), f.ageSec("ts", now)));
    }

    /** A hash that was found. */
    interface HashReading {
        Fact read(Fields fields) throws UnreadableException;
    }

    static Fact fromHash(Class<? extends Fact> kind, Reply<Map<String, byte[]>> hash, HashReading reading) {
        return orUnavailable(kind, hash.key(), () -> {
            Map<String, byte[]> raw = hash.value(Map.of());
            return raw.isEmpty() ? Unavailable.missing(kind, hash.key()) : reading.read(new Fields(raw));
        });
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

    Fact lastPermit(Reply<byte[]> last) {
        return orUnavailable(LastPermit.class, last.key(), () -> {
            byte @Nullable [] bytes = last.valueOrNull();
            return bytes == null
                    ? Unavailable.missing(LastPermit.class, last.key())
                    : new LastPermit(now.getEpochSecond() - (long) Math.floor(last.number()));
        });
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
