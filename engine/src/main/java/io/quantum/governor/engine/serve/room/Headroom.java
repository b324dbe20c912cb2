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
import java.util.HashMap;
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

    private final Supplier<LimitsUsed> connector;
    private final Supplier<ActiveRules> rules;
    private final Clock clock;
    private Map<Slot, Instant> frees = Map.of();
    private Optional<LimitsUsed> limits = Optional.empty();
    private volatile Report last = new Report(Instant.EPOCH.toString(), List.of(), "not looked yet");

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

    /**
     * All limits.
     *
     * @param at when they were looked at, ISO 8601
     * @param rows the fullest first
     * @param unknown why none is known; empty when they are
     */
    public record Report(String at, List<HeadroomRow> rows, String unknown) {}

    /** What was worked out last. */
    Report last() {
        return last;
    }

    /** How it is now, or was a moment ago. */
    synchronized Report report() {
        if (Instant.parse(last.at()).plus(MOMENT).isBefore(clock.instant())) {
            run();
        }
        return last;
    }

    @Override
    @SuppressWarnings("IllegalCatch") // whatever goes wrong, old numbers must not stay there as if they were new
    public synchronized void run() {
        Instant now = clock.instant();
        try {
            LimitsUsed reader = limits.orElseGet(connector);
            limits = Optional.of(reader);
            last = new Report(now.toString(), rows(reader, now), "");
        } catch (RedisException | CompletionException e) {
            last = new Report(now.toString(), List.of(), "Redis does not answer: " + RedisFault.words(e));
        } catch (RuntimeException e) {
            LOG.error("the headroom can't be worked out", e);
            last = new Report(now.toString(), List.of(), "it can't be worked out, see the daemon's log: " + e);
        }
    }

    private List<HeadroomRow> rows(LimitsUsed reader, Instant now) {
        GateLimits gates = GateLimits.of(rules.get());
        List<String> symbols = reader.symbols();
        List<HeadroomRow> rows = new ArrayList<>(portfolio(reader.portfolio(), gates, now));
        Map<Slot, Instant> kept = new HashMap<>();
        reader.look(symbols.subList(0, Math.min(MOST_SYMBOLS, symbols.size())), seen -> {
            LimitsUsed.OfSymbol of = seen.used();
            if (!of.unknown().isEmpty()) {
                rows.add(HeadroomRow.unknown(of.symbol(), of.unknown(), now));
            }
            of.limits()
                    .forEach(limit ->
                            rows.add(HeadroomRow.of(of.symbol(), limit, gates, freesAt(seen, limit, kept, now), now)));
        });
        frees = kept;
        if (symbols.size() > MOST_SYMBOLS) {
            String why = "one of " + (symbols.size() - MOST_SYMBOLS) + " symbols more than are looked at";
            rows.add(HeadroomRow.unknown("...", why, now));
        }
        rows.sort(HeadroomRow.FULLEST_FIRST);
        return rows;
    }

    private static List<HeadroomRow> portfolio(PortfolioUsed used, GateLimits gates, Instant now) {
        List<HeadroomRow> rows = new ArrayList<>();
        used.limits().forEach(limit -> rows.add(HeadroomRow.of("", limit, gates, "", now)));
        used.unknown().forEach((gate, why) -> rows.add(HeadroomRow.unknown(gate, gates, why, now)));
        return rows;
    }

    /** The rules are asked what they would say later on; the answer holds until there is another permit. */
    private String freesAt(LimitsUsed.Seen seen, LimitsUsed.Limit limit, Map<Slot, Instant> kept, Instant now) {
        double ageSec = seen.lastPermitAgeSec();
        if (limit.used() <= 0 || Double.isInfinite(ageSec)) {
            return "";
        }
        Instant lastPermit = now.minusMillis((long) (ageSec * MILLIS)).truncatedTo(ChronoUnit.SECONDS);
        Slot slot = new Slot(seen.used().symbol(), limit.gate(), limit.used(), lastPermit);
        Instant known = frees.get(slot);
        Instant at = known == null ? seen.freesAfter(limit).map(now::plus).orElse(Instant.MAX) : known;
        kept.put(slot, at);
        return at.equals(Instant.MAX) ? "" : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
