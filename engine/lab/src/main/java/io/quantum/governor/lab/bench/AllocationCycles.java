package io.quantum.governor.lab.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.decide.allocation.AllocationCycle;
import io.quantum.governor.engine.decide.allocation.AllocationMetrics;
import io.quantum.governor.engine.decide.cycle.FencedWriter;
import io.quantum.governor.engine.decide.cycle.Lease;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.rules.evaluate.SymbolEvaluator;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.loaders.gauge.GaugePages;
import io.quantum.governor.loaders.redis.Cell;
import io.quantum.governor.loaders.redis.DeclaredReads;
import io.quantum.governor.loaders.redis.TargetLoader;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Cycles of the allocation proposer one after the other, in this process, on a Redis that holds nothing else. */
final class AllocationCycles {
    private static final int WARM_UP = 20;
    private static final int CYCLES = 40;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final RedisClient redis;
    private final Rulebook rulebook;
    private final ThresholdValues thresholds;

    AllocationCycles(RedisClient redis, Rulebook rulebook) {
        this.redis = redis;
        this.rulebook = rulebook;
        // what is written once must not grow stale while the bench lasts
        this.thresholds = ThresholdValues.fromEnvironment(rulebook, Map.of("P31_STALE_SEC", "86400"));
    }

    /** Cycles over so many symbols; each of them has a target and a usable efficiency. */
    Row of(int symbols) {
        try (StatefulRedisConnection<String, byte[]> connection = redis.connect(PlanLoops.CODEC);
                SymbolEvaluator evaluator = new SymbolEvaluator(rulebook, Part.ALLOCATION, thresholds);
                MetricsPage page = new MetricsPage()) {
            connection.sync().flushdb();
            prepare(connection, symbols);
            connection.setAutoFlushCommands(false);
            Lease lease = new Lease(connection, "allocation", "bench", Duration.ofMinutes(1));
            AllocationCycle cycle = new AllocationCycle(
                    new TargetLoader(connection, Clock.systemUTC(), TIMEOUT),
                    evaluator,
                    new DeclaredReads(
                            rulebook.kinds().declared(Part.ALLOCATION),
                            new GaugePages(Map.of(), TIMEOUT, Clock.systemUTC())),
                    new FencedWriter(connection, lease),
                    new AllocationMetrics(page, () -> true));
            return Row.ofNanos("allocation cycle, " + symbols + " symbols", timed(cycle));
        }
    }

    private static long[] timed(AllocationCycle cycle) {
        long[] nanos = new long[CYCLES];
        for (int i = -WARM_UP; i < CYCLES; i++) {
            long start = System.nanoTime();
            if (!cycle.run()) {
                throw new IllegalStateException("the lease was lost");
            }
            nanos[Math.max(i, 0)] = System.nanoTime() - start;
        }
        return nanos;
    }

    /** Targets and efficiencies. */
    static void prepare(StatefulRedisConnection<String, byte[]> connection, int symbols) {
        byte[] now = Long.toString(System.currentTimeMillis() / 1000).getBytes(US_ASCII);
        for (int i = 0; i < symbols; i++) {
            String symbol = Publisher.symbol(i, symbols);
            connection.sync().hset(Cell.key("quantum:allocation:target:") + symbol, target(now));
            connection.sync().hset(Cell.key("quantum:capital:efficiency:") + symbol, efficiency(i, now));
        }
    }

    private static Map<String, byte[]> target(byte[] now) {
        return Map.of(
                "target_usd", bytes("1000.5"),
                "mode", bytes("enforce"),
                "confidence", bytes("0.8"),
                "timestamp", now);
    }

    private static Map<String, byte[]> efficiency(int number, byte[] now) {
        return Map.of(
                "efficiency_score", bytes("0." + number % 1000),
                "confidence", bytes("0.9"),
                "ts", now,
                "mode", bytes("shadow"),
                "version", bytes("1"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
