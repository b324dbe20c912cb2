package io.quantum.governor.engine.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.allocation.AllocationCycle;
import io.quantum.governor.engine.allocation.AllocationMetrics;
import io.quantum.governor.engine.cycle.FencedWriter;
import io.quantum.governor.engine.cycle.Lease;
import io.quantum.governor.engine.daemon.ActiveRules;
import io.quantum.governor.engine.evaluate.SymbolEvaluator;
import io.quantum.governor.engine.metrics.MetricsPage;
import io.quantum.governor.engine.plan.PlanLoops;
import io.quantum.governor.engine.rulebook.Part;
import io.quantum.governor.facts.TargetAdvice;
import io.quantum.governor.loaders.redis.TargetLoader;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Cycles of the allocation proposer one after the other, in this process, on a Redis that holds nothing else. */
final class AllocationCycles {
    private static final int CYCLES = 60;
    private static final int WARM_UP = 30;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final RedisClient redis;
    private final ActiveRules rules;

    AllocationCycles(RedisClient redis, ActiveRules rules) {
        this.redis = redis;
        this.rules = rules;
    }

    /** Each cycle proposes for all symbols; each of them has a target and a usable efficiency. */
    Row measure(int symbols) {
        try (StatefulRedisConnection<String, byte[]> connection = redis.connect(PlanLoops.CODEC);
                SymbolEvaluator evaluator = new SymbolEvaluator(rules.rulebook(), Part.ALLOCATION, rules.thresholds());
                MetricsPage page = new MetricsPage()) {
            prepare(connection, symbols);
            connection.setAutoFlushCommands(false);
            Lease lease = new Lease(connection, "allocation", "bench", Duration.ofMinutes(1));
            AllocationCycle cycle = new AllocationCycle(
                    new TargetLoader(connection, Clock.systemUTC(), TIMEOUT),
                    facts -> evaluator.evaluate(facts).one(TargetAdvice.class),
                    lease,
                    new FencedWriter(connection, lease),
                    new AllocationMetrics(page, () -> true));
            long[] nanos = new long[CYCLES];
            for (int i = -WARM_UP; i < CYCLES; i++) {
                long start = System.nanoTime();
                if (!cycle.run()) {
                    throw new IllegalStateException("somebody else has the lease of the bench's Redis");
                }
                nanos[Math.max(0, i)] = System.nanoTime() - start;
            }
            return Row.ofNanos("allocation cycle, " + symbols + " symbols", nanos);
        }
    }

    private static void prepare(StatefulRedisConnection<String, byte[]> connection, int symbols) {
        connection.sync().flushdb();
        byte[] now = Long.toString(System.currentTimeMillis() / 1000).getBytes(US_ASCII);
        for (int i = 0; i < symbols; i++) {
            String symbol = Publisher.symbol(i, symbols);
            connection
                    .sync()
                    .hset(
                            "quantum:allocation:target:" + symbol,
                            Map.of(
                                    "target_usd", bytes("1000.5"),
                                    "mode", bytes("enforce"),
                                    "confidence", bytes("0.8"),
                                    "timestamp", now));
            connection
                    .sync()
                    .hset(
                            "quantum:capital:efficiency:" + symbol,
                            Map.of(
                                    "efficiency_score", bytes("0." + (i % 1000)),
                                    "confidence", bytes("0.9"),
                                    "ts", now,
                                    "mode", bytes("shadow"),
                                    "version", bytes("1")));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
