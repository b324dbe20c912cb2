package io.quantum.governor.engine.serve.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lettuce.core.RedisException;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.GateRules;
import io.quantum.governor.engine.rules.rulebook.limits.LimitRow;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.engine.serve.gates.EffectiveThreshold;
import io.quantum.governor.engine.serve.status.LimitsUsed;
import io.quantum.governor.loaders.redis.RedisFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much of each limit is used, the fullest first; worked out while somebody looks, since the rules are asked for it. */
public final class Headroom implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Headroom.class);
    private static final int MOST_SYMBOLS = 500;
    private static final String SYMBOL = "symbol";
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

    /** The rules in force, by their gates. */
    private record Gates(ActiveRules rules, Map<String, GateRules> byName) {
        static Gates of(ActiveRules rules) {
            return new Gates(
                    rules,
                    GateRules.of(rules.rulebook()).stream()
                            .collect(Collectors.toMap(GateRules::name, Function.identity())));
        }

        /** The threshold that a gate compares with in plans on a symbol. */
        Optional<EffectiveThreshold> threshold(String symbol, LimitsUsed.Limit limit) {
            Map<String, LimitRow> rows = rules.thresholds().limits().of(LimitScope.ofPlans("symbol=" + symbol));
            return Optional.ofNullable(byName.get(limit.gate())).stream()
                    .flatMap(gate -> gate.thresholds().stream())
                    .map(threshold -> EffectiveThreshold.of(threshold, rules, rows))
                    .filter(t -> t.value() instanceof Number number && number.doubleValue() == limit.limit())
                    .findFirst();
        }
    }

    /**
     * All limits.
     *
     * @param at when they were looked at, ISO 8601
     * @param rows the fullest first
     * @param unknown why none is known; empty when they are
     */
    public record Report(String at, List<Row> rows, String unknown) {}

    /**
     * A limit.
     *
     * @param scope what it is kept for: {@code symbol}
     * @param gate that keeps it
     * @param number the gate's, on the wire
     * @param threshold the limit's name; empty when the gate compares with something else
     * @param value how much is used; null when it is not known
     * @param limit null when it is not known
     * @param ratio the part that is used; 1 when the limit is 0
     * @param freesAt when less is used if nothing is added, ISO 8601; empty when time does not free it, within a day
     * @param from where the limit's value was written
     * @param asOf when it was looked at, ISO 8601
     * @param unknown why it is not known; empty when it is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            String symbol,
            String scope,
            String gate,
            String number,
            String threshold,
            @Nullable Double value,
            @Nullable Double limit,
            String unit,
            @Nullable Double ratio,
            String freesAt,
            String from,
            String asOf,
            String unknown) {
        private static final Comparator<Row> FULLEST_FIRST = Comparator.comparing(
                        (Row row) -> row.unknown().isEmpty())
                .thenComparing(row -> row.ratio() == null ? 0 : -row.ratio())
                .thenComparing(Row::symbol)
                .thenComparing(Row::number);
    }

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

    private List<Row> rows(LimitsUsed reader, Instant now) {
        Gates gates = Gates.of(rules.get());
        List<String> symbols = reader.symbols();
        List<Row> rows = new ArrayList<>();
        Map<Slot, Instant> kept = new HashMap<>();
        reader.look(symbols.subList(0, Math.min(MOST_SYMBOLS, symbols.size())), seen -> {
            LimitsUsed.OfSymbol of = seen.used();
            if (!of.unknown().isEmpty()) {
                rows.add(unknown(of.symbol(), of.unknown(), now));
            }
            of.limits()
                    .forEach(limit -> rows.add(row(of.symbol(), limit, gates, freesAt(seen, limit, kept, now), now)));
        });
        frees = kept;
        if (symbols.size() > MOST_SYMBOLS) {
            String why = "one of " + (symbols.size() - MOST_SYMBOLS) + " symbols more than are looked at";
            rows.add(unknown("...", why, now));
        }
        rows.sort(Row.FULLEST_FIRST);
        return rows;
    }

    private static Row unknown(String symbol, String why, Instant now) {
        return new Row(symbol, SYMBOL, "", "", "", null, null, "", null, "", "", now.toString(), why);
    }

    private static Row row(String symbol, LimitsUsed.Limit limit, Gates gates, String freesAt, Instant now) {
        Optional<EffectiveThreshold> threshold = gates.threshold(symbol, limit);
        return new Row(
                symbol,
                SYMBOL,
                limit.gate(),
                Optional.ofNullable(gates.byName().get(limit.gate()))
                        .map(GateRules::number)
                        .orElse(""),
                threshold.map(t -> t.threshold().name()).orElse(""),
                limit.used(),
                limit.limit(),
                threshold.map(t -> t.threshold().unit()).orElse(""),
                limit.limit() == 0 ? 1 : limit.used() / limit.limit(),
                freesAt,
                threshold.map(EffectiveThreshold::from).orElse(""),
                now.toString(),
                "");
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
