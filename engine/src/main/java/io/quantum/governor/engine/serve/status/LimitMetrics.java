package io.quantum.governor.engine.serve.status;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.base.metrics.SymbolLabels;
import io.quantum.governor.engine.decide.plan.DecisionListener;
import io.quantum.governor.engine.decide.plan.Outcome;
import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.Verdict;
import io.quantum.governor.loaders.redis.RedisFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of its limits each symbol has used, shown to Prometheus. The counts of permits follow each decision at once; since a
 * window passes without one, all are asked for anew time and again. Looks when told to, on one thread.
 */
public final class LimitMetrics implements DecisionListener, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LimitMetrics.class);
    /** So many symbols are looked at in one go. */
    private static final int AT_ONCE = 200;

    private static final int MOST_SYMBOLS = 2000;

    /** Finding symbols is a walk over all keys of Redis. */
    private static final Duration BETWEEN_SCANS = Duration.ofSeconds(20);

    private final Supplier<LimitsUsed> connector;
    private final SymbolLabels labels = new SymbolLabels();
    private final Map<String, List<LimitsUsed.Limit>> used = new ConcurrentHashMap<>();
    private final Map<String, Double> lastHour = new ConcurrentHashMap<>();
    private final Map<String, Double> last5Min = new ConcurrentHashMap<>();
    private final Map<String, Long> decidedNanos = new ConcurrentHashMap<>();
    private final List<String> toLookAt = new ArrayList<>();
    private List<String> symbols = List.of();
    private long scannedNanos = System.nanoTime() - BETWEEN_SCANS.toNanos();
    private Optional<LimitsUsed> limits = Optional.empty();

    /** @param connector tells by a connection of its own which limits are used; fails while Redis can't be reached */
    public LimitMetrics(MetricsPage page, Supplier<LimitsUsed> connector) {
        this.connector = connector;
        page.gauges(
                "governor_limit_used_ratio",
                "How much of a limit a symbol has used; 1 is all of it",
                List.of("symbol", "gate"),
                this::ratios);
        page.gauges("quantum_govern_exec_count_hour", "Permits within the hourly window", "symbol", () -> lastHour);
        page.gauges("quantum_govern_exec_count_5min", "Permits within the burst window", "symbol", () -> last5Min);
    }

    private Map<List<String>, Double> ratios() {
        Map<List<String>, Double> ratios = new LinkedHashMap<>();
        usedLimits().forEach(limit -> ratios.put(List.of(limit.symbol(), limit.gate()), limit.ratio()));
        return ratios;
    }

    /** What is known to be used; nothing while Redis is away. Safe for use by many threads. */
    public List<UsedLimit> usedLimits() {
        List<UsedLimit> all = new ArrayList<>();
        used.forEach((symbol, limits) ->
                limits.forEach(limit -> all.add(new UsedLimit(symbol, limit.gate(), limit.used(), limit.limit()))));
        return all;
    }

    @Override
    public void committed(Outcome outcome) {
        if (outcome instanceof Outcome.Decided decided) {
            String symbol = labels.of(decided.entry().plan().symbol());
            int own = decided.evaluation().verdict().decision().equals(Verdict.PERMIT) ? 1 : 0;
            decidedNanos.put(symbol, System.nanoTime());
            for (Answer answer : decided.evaluation().answers()) {
                if (answer.measured()) {
                    showPermits(symbol, answer.gate(), answer.value() + own);
                }
            }
        }
    }

    private void showPermits(String symbol, String gate, double count) {
        switch (gate) {
            case "hourly-rate" -> lastHour.put(symbol, count);
            case "burst" -> last5Min.put(symbol, count);
            default -> {
                // no other gate counts permits
            }
        }
    }

    @Override
    public void run() {
        long began = System.nanoTime();
        try {
            LimitsUsed now = limits.orElseGet(connector);
            limits = Optional.of(now);
            if (began - scannedNanos >= BETWEEN_SCANS.toNanos()) {
                keep(now.symbols(), began);
                scannedNanos = began;
            }
            if (toLookAt.isEmpty()) {
                toLookAt.addAll(symbols);
            }
            List<String> some = List.copyOf(toLookAt.subList(0, Math.min(AT_ONCE, toLookAt.size())));
            // whatever becomes of them, the others have their turn
            toLookAt.subList(0, some.size()).clear();
            now.read(some).forEach(symbol -> show(symbol, began));
        } catch (RedisException | CompletionException e) {
            LOG.debug("limits are not known: {}", RedisFault.words(e));
            // what nobody knows is not shown, rather than the last that was known
            used.clear();
            toLookAt.clear();
        }
    }

    /** A symbol that had no permit for a day has used nothing. */
    private void keep(List<String> found, long began) {
        symbols = found.subList(0, Math.min(MOST_SYMBOLS, found.size()));
        Set<String> kept = new HashSet<>(symbols);
        used.keySet().retainAll(kept);
        decidedNanos.values().removeIf(nanos -> nanos - began < 0);
        for (Map<String, Double> permits : List.of(lastHour, last5Min)) {
            permits.keySet().removeIf(symbol -> !kept.contains(symbol) && !decidedNanos.containsKey(symbol));
        }
    }

    /** A decision that came after the look had begun knows better. */
    private void show(LimitsUsed.OfSymbol seen, long began) {
        used.put(seen.symbol(), seen.limits());
        if (decidedNanos.getOrDefault(seen.symbol(), began - 1) - began < 0) {
            seen.limits().forEach(limit -> showPermits(seen.symbol(), limit.gate(), limit.used()));
        }
    }
}
