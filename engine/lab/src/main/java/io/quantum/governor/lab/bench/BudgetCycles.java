package io.quantum.governor.lab.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.base.settings.BudgetSettings;
import io.quantum.governor.engine.decide.budget.BudgetCycle;
import io.quantum.governor.engine.decide.budget.BudgetMetrics;
import io.quantum.governor.engine.decide.cycle.FencedWriter;
import io.quantum.governor.engine.decide.cycle.Lease;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.rules.evaluate.SymbolEvaluator;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.loaders.gauge.GaugePages;
import io.quantum.governor.loaders.redis.BudgetLoader;
import io.quantum.governor.loaders.redis.Cell;
import io.quantum.governor.loaders.redis.DeclaredReads;
import io.quantum.governor.loaders.sandbox.SimulatedHeatGate;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long a cycle of the budget engine takes, in this process, with the real page of heat and the real Redis. */
final class BudgetCycles {
    private static final int WARM_UP = 10;
    private static final int CYCLES = 20;

    private final RedisClient client;
    private final Rulebook rulebook;
    private final ThresholdValues thresholds;

    BudgetCycles(RedisClient client, Rulebook rulebook) {
        this.client = client;
        this.rulebook = rulebook;
        // what is written once must not grow stale while the bench lasts
        this.thresholds = ThresholdValues.fromEnvironment(
                rulebook, Map.of("STALE_SEC", "86400", "GOV_POSITION_MAX_AGE_SEC", "86400"));
    }

    /** Cycles over so many symbols, of which every second one is above its budget. */
    Row of(int symbols) {
        try (StatefulRedisConnection<String, byte[]> redis = client.connect(PlanLoops.CODEC);
                SimulatedHeatGate heat = SimulatedHeatGate.start();
                SymbolEvaluator evaluator = new SymbolEvaluator(rulebook, Part.BUDGET, thresholds);
                MetricsPage page = new MetricsPage()) {
            redis.sync().flushdb();
            prepare(redis, symbols);
            redis.setAutoFlushCommands(false);
            BudgetSettings settings = new BudgetSettings("enforce", Duration.ofSeconds(10));
            GaugePages gauges = new GaugePages(
                    Map.of("HEAT_GATE_METRICS_URL", heat.page().toString()), Duration.ofSeconds(2), Clock.systemUTC());
            Lease lease = new Lease(redis, "bench", "bench", Duration.ofMinutes(10));
            BudgetCycle cycle = new BudgetCycle(
                    new BudgetLoader(redis, (symbol, side, now) -> List.of(), Clock.systemUTC()),
                    evaluator,
                    new DeclaredReads(rulebook.kinds().declared(Part.BUDGET), gauges),
                    new FencedWriter(redis, lease),
                    new BudgetMetrics(page, settings, () -> true),
                    settings.mode());
            Row row = Row.ofNanos("budget cycle, " + symbols + " symbols", timed(cycle, gauges));
            refuseMoreThanOnce(heat.asked());
            return row;
        }
    }

    private static long[] timed(BudgetCycle cycle, GaugePages gauges) {
        long[] nanos = new long[CYCLES];
        for (int i = -WARM_UP; i < CYCLES; i++) {
            long start = System.nanoTime();
            gauges.refresh(Duration.ZERO);
            boolean held = cycle.run();
            if (!held) {
                throw new IllegalStateException("the lease was lost");
            }
            nanos[Math.max(i, 0)] = System.nanoTime() - start;
        }
        return nanos;
    }

    private static void refuseMoreThanOnce(int asked) {
        if (asked != WARM_UP + CYCLES) {
            throw new IllegalStateException(
                    "the page of heat was asked for " + asked + " times in " + (WARM_UP + CYCLES) + " cycles");
        }
    }

    /** Positions, market states and a portfolio. */
    static void prepare(StatefulRedisConnection<String, byte[]> redis, int symbols) {
        String now = Long.toString(System.currentTimeMillis() / 1000);
        hash(redis, Cell.key("quantum:state:portfolio"), Map.of("equity_usd", "100000", "timestamp", now));
        for (int i = 0; i < symbols; i++) {
            String symbol = Publisher.symbol(i, symbols);
            String amount = i % 2 == 0 ? "1" : "100";
            hash(
                    redis,
                    Cell.key("quantum:position:snapshot:") + symbol,
                    Map.of("position_amt", amount, "mark_price", "25.5", "ts_epoch", now));
            hash(redis, Cell.key("quantum:state:market:") + symbol, Map.of("vol_regime", "HIGH", "sigma", "0.02"));
            redis.sync().set(Cell.key("quantum:cluster:of:") + symbol, ("c" + i % 20).getBytes(US_ASCII));
        }
        for (int i = 0; i < 20; i++) {
            hash(redis, Cell.key("quantum:cluster:stress:c") + i, Map.of("stress", "0.2"));
        }
    }

    private static void hash(StatefulRedisConnection<String, byte[]> redis, String key, Map<String, String> fields) {
        Map<String, byte[]> bytes = new HashMap<>();
        fields.forEach((name, value) -> bytes.put(name, value.getBytes(US_ASCII)));
        redis.sync().hset(key, bytes);
    }
}
