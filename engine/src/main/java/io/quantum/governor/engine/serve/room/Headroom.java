package io.quantum.governor.engine.serve.room;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.serve.status.LimitsUsed;
import io.quantum.governor.engine.serve.status.PortfolioUsed;
import io.quantum.governor.loaders.redis.RedisFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much of each limit is used, the fullest first; worked out while somebody looks, since the rules are asked for it. */
public final class Headroom implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Headroom.class);
    private static final int MOST_SYMBOLS = 500;
    private static final double MILLIS = 1e3;
    private static final Duration MOMENT = Duration.ofSeconds(2);
    /** So many rows say when a permit frees, and are told to pages that stay open. */
    private static final int MOST_TOLD = 200;
    /** Pauses are so many times as long as the work before, since plans are decided beside it. */
    private static final long PAUSES = 99;

    private final Supplier<LimitsUsed> connector;
    private final Supplier<ActiveRules> rules;
    private final Clock clock;
    private Map<Slot, Instant> frees = Map.of();
    private Optional<LimitsUsed> limits = Optional.empty();
    private volatile Report last = new Report(Instant.EPOCH.toString(), List.of(), 0, "not looked yet");
    private long endedNanos;
    private long tookNanos;

    /**
     * @param connector tells by a connection of its own which limits are used; fails while Redis can't be reached
     * @param rules those in force
     */
    public Headroom(Supplier<LimitsUsed> connector, Supplier<ActiveRules> rules, Clock clock) {
        this.connector = connector;
        this.rules = rules;
        this.clock = clock;
    }

    /** How much of a limit was used when it was worked out that less would be: for as long as that is so. */
    private record Slot(String symbol, String gate, double used, Instant lastPermit) {}

    /** A row, and what decides when less of it is used; none when time does not. */
    private record Found(HeadroomRow row, Optional<Slot> slot) {}

    /**
     * Limits.
     *
     * @param at when they were looked at, ISO 8601
     * @param rows the fullest first
     * @param total how many rows there are
     * @param unknown why none is known; empty when they are
     */
    public record Report(String at, List<HeadroomRow> rows, int total, String unknown) {
        private static Report none(Instant now, String why) {
            return new Report(now.toString(), List.of(), 0, why);
        }
    }

    /** The fullest limits, as they were worked out last. */
    Report fullest() {
        Report all = last;
        return new Report(
                all.at(), all.rows().subList(0, Math.min(MOST_TOLD, all.total())), all.total(), all.unknown());
    }

    /** How it is now, or was a moment ago. */
    synchronized Report report() {
        if (Instant.parse(last.at()).plus(MOMENT).isBefore(clock.instant())) {
            run();
        }
        return last;
    }

    /** Works it out, unless that takes so long that it would hold up plans to do it already. */
    @Override
    public synchronized void run() {
        if (System.nanoTime() - endedNanos >= tookNanos * PAUSES) {
            long begun = System.nanoTime();
            look();
            endedNanos = System.nanoTime();
            tookNanos = endedNanos - begun;
        }
    }

    @SuppressWarnings("IllegalCatch") // whatever goes wrong, old numbers must not stay there as if they were new
    private void look() {
        Instant now = clock.instant();
        try {
            LimitsUsed reader = limits.orElseGet(connector);
            limits = Optional.of(reader);
            List<HeadroomRow> rows = rows(reader, now);
            last = new Report(now.toString(), rows, rows.size(), "");
        } catch (RedisException | CompletionException e) {
            last = Report.none(now, "Redis does not answer: " + RedisFault.words(e));
        } catch (RuntimeException e) {
            LOG.error("the headroom can't be worked out", e);
            last = Report.none(now, "it can't be worked out, see the daemon's log: " + e);
        }
    }

    private List<HeadroomRow> rows(LimitsUsed reader, Instant now) {
        GateLimits gates = GateLimits.of(rules.get());
        List<String> symbols = reader.symbols();
        List<Found> found = new ArrayList<>();
        portfolio(reader.portfolio(), gates, now).forEach(row -> found.add(new Found(row, Optional.empty())));
        reader.look(symbols.subList(0, Math.min(MOST_SYMBOLS, symbols.size())), seen -> {
            LimitsUsed.OfSymbol of = seen.used();
            if (!of.unknown().isEmpty()) {
                found.add(new Found(HeadroomRow.unknown(of.symbol(), of.unknown(), now), Optional.empty()));
            }
            of.limits()
                    .forEach(limit -> found.add(
                            new Found(HeadroomRow.of(of.symbol(), limit, gates, now), slot(seen, limit, now))));
        });
        if (symbols.size() > MOST_SYMBOLS) {
            String why = "one of " + (symbols.size() - MOST_SYMBOLS) + " symbols more than are looked at";
            found.add(new Found(HeadroomRow.unknown("...", why, now), Optional.empty()));
        }
        found.sort(Comparator.comparing(Found::row, HeadroomRow.FULLEST_FIRST));
        frees = frees(reader, found.subList(0, Math.min(MOST_TOLD, found.size())), now);
        return found.stream().map(f -> f.row().freeing(freesAt(f.slot()))).toList();
    }

    private static List<HeadroomRow> portfolio(PortfolioUsed used, GateLimits gates, Instant now) {
        List<HeadroomRow> rows = new ArrayList<>();
        used.limits().forEach(limit -> rows.add(HeadroomRow.of("", limit, gates, now)));
        used.unknown().forEach((gate, why) -> rows.add(HeadroomRow.unknown(gate, gates, why, now)));
        return rows;
    }

    private static Optional<Slot> slot(LimitsUsed.Seen seen, LimitsUsed.Limit limit, Instant now) {
        double ageSec = seen.lastPermitAgeSec();
        if (limit.used() <= 0 || Double.isInfinite(ageSec)) {
            return Optional.empty();
        }
        Instant lastPermit = now.minusMillis((long) (ageSec * MILLIS)).truncatedTo(ChronoUnit.SECONDS);
        return Optional.of(new Slot(seen.used().symbol(), limit.gate(), limit.used(), lastPermit));
    }

    /** The rules are asked what they would say later on; the answer holds until there is another permit. */
    private Map<Slot, Instant> frees(LimitsUsed reader, List<Found> fullest, Instant now) {
        Map<Slot, Instant> known = new HashMap<>();
        Map<String, Map<String, Slot>> asked = new LinkedHashMap<>();
        fullest.stream().flatMap(found -> found.slot().stream()).forEach(slot -> {
            Instant before = frees.get(slot);
            if (before == null) {
                asked.computeIfAbsent(slot.symbol(), unused -> new HashMap<>()).put(slot.gate(), slot);
            } else {
                known.put(slot, before);
            }
        });
        reader.look(List.copyOf(asked.keySet()), seen -> {
            Map<String, Slot> slots = asked.getOrDefault(seen.used().symbol(), Map.of());
            for (LimitsUsed.Limit limit : seen.used().limits()) {
                Slot slot = slots.get(limit.gate());
                if (slot != null) {
                    known.put(slot, seen.freesAfter(limit).map(now::plus).orElse(Instant.MAX));
                }
            }
        });
        return known;
    }

    private String freesAt(Optional<Slot> slot) {
        Instant at = slot.map(frees::get).orElse(Instant.MAX);
        return at.equals(Instant.MAX) ? "" : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
