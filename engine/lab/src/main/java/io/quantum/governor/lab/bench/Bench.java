package io.quantum.governor.lab.bench;

import io.lettuce.core.RedisClient;
import io.quantum.governor.engine.record.archive.ArchiveUrl;
import io.quantum.governor.loaders.redis.Cell;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Measures the governor under one load after the other. */
final class Bench {
    private static final int PORTFOLIO = 500;
    /** A latency beside cycles is measured while so many of them run. */
    private static final long CYCLES = 3;

    private static final double PRICE = 25.5;
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;

    private final RedisClient redis;
    private final String redisUri;
    private final int plans;
    private final Consumer<String> progress;

    /**
     * What a governor is measured beside.
     *
     * @param symbols how many have plans
     * @param history permits of each symbol
     * @param cyclesEverySec how often budgets and proposals are worked out; 0 for never
     * @param facts how many facts of {@link LargerRules} are written for each symbol
     * @param settings beside those of the load
     * @param suffix how the rows name it
     */
    private record Around(
            int symbols, int history, int cyclesEverySec, int facts, Map<String, String> settings, String suffix) {}

    Bench(RedisClient redis, String redisUri, int plans, Consumer<String> progress) {
        this.redis = redis;
        this.redisUri = redisUri;
        this.plans = plans;
        this.progress = progress;
    }

    /** Start, latency with one plan in flight, and throughput with a pile of plans. */
    void governor(Load load, int symbols, int history, Consumer<Row> rows) {
        String suffix = symbols == PORTFOLIO && history == 0 ? "" : ", " + symbols + " symbols, history " + history;
        governor(load, new Around(symbols, history, 0, 0, Map.of(), suffix), rows);
    }

    /** The same with other rules than the shipped ones. */
    void governorWithRules(Load load, Path rules, String suffix, Consumer<Row> rows) {
        governor(load, new Around(PORTFOLIO, 0, 0, 0, Map.of("GOV_RULES_DIR", rules.toString()), suffix), rows);
    }

    /** The same with rules that read so many facts more. */
    void governorWithFacts(Load load, Path rules, int facts, Consumer<Row> rows) {
        String suffix = ", " + facts + " declared facts more";
        governor(load, new Around(PORTFOLIO, 0, 0, facts, Map.of("GOV_RULES_DIR", rules.toString()), suffix), rows);
    }

    /** The same while the same daemon archives what it decides. */
    void governorArchiving(Load load, ArchiveUrl url, Consumer<Row> rows) {
        String suffix = ", archiving to " + Archiving.vendor(url);
        governor(load, new Around(PORTFOLIO, 0, 0, 0, Map.of(ArchiveUrl.VARIABLE, url.toString()), suffix), rows);
    }

    /** The same while the same daemon works out budgets and proposals for all symbols at an interval. */
    void governorBesideCycles(Load load, int symbols, int intervalSec, Consumer<Row> rows) {
        String suffix = ", beside cycles of " + symbols + " every " + intervalSec + " s";
        governor(load, new Around(symbols, 0, intervalSec, 0, Map.of(), suffix), rows);
    }

    private void governor(Load load, Around around, Consumer<Row> rows) {
        try (SimulatedExchange exchange = SimulatedExchange.start();
                Publisher publisher = new Publisher(redis);
                Executor executor = new Executor(redisUri)) {
            publisher.connection().sync().flushdb();
            prepare(load, around, exchange, publisher);
            Map<String, String> settings = new LinkedHashMap<>(load.settings());
            String roles = around.cyclesEverySec() == 0 ? "governor" : "governor,budget,allocation";
            if (around.cyclesEverySec() > 0) {
                BudgetCycles.prepare(publisher.connection(), around.symbols());
                settings.put("BUDGET_COMPUTE_INTERVAL_SEC", Integer.toString(around.cyclesEverySec()));
                settings.put("STALE_SEC", "86400");
                AllocationCycles.prepare(publisher.connection(), around.symbols());
                settings.put("LOOP_INTERVAL_SEC", Integer.toString(around.cyclesEverySec()));
            }
            settings.putAll(around.settings());
            settings.put("REDIS_URL", redisUri);
            if (load.withExchange()) {
                settings.put("BINANCE_BASE_URL", exchange.baseUrl().toString());
                settings.put("BINANCE_TESTNET_API_KEY", SimulatedExchange.API_KEY);
                settings.put("BINANCE_TESTNET_API_SECRET", SimulatedExchange.API_SECRET);
            }
            long start = System.nanoTime();
            try (GovernorProcess governor = GovernorProcess.start(settings, roles)) {
                executor.decide(load, Publisher.symbol(0, around.symbols()));
                double startMillis = (System.nanoTime() - start) / MICROS;
                progress.accept(load.name() + around.suffix() + ": first decision after " + (long) startMillis + " ms");
                if (around.suffix().isEmpty() || !around.settings().isEmpty()) {
                    rows.accept(Row.ofMillis(load.name() + ": start to first decision" + around.suffix(), startMillis));
                }
                // first the pile: it warms the governor up within seconds
                throughput(load, around, publisher, governor, rows);
                executor.forgetDecisions();
                latency(load, around, executor, publisher, governor, rows);
            }
        }
    }

    private void prepare(Load load, Around around, SimulatedExchange exchange, Publisher publisher) {
        String now = Long.toString(System.currentTimeMillis() / 1000);
        for (int i = 0; i < around.symbols(); i++) {
            String symbol = Publisher.symbol(i, around.symbols());
            if (load.withExchange()) {
                exchange.setPosition(symbol, "BOTH", 2.5);
                exchange.setMarkPrice(symbol, PRICE);
            } else {
                publisher.connection().sync().hset(Cell.key("quantum:position:snapshot:") + symbol, snapshot(now));
            }
            if (around.history() > 0) {
                byte[][] permits = new byte[around.history()][];
                Arrays.fill(permits, (now + ".123456").getBytes(StandardCharsets.US_ASCII));
                publisher.connection().sync().lpush(Cell.key("quantum:governor:exec:") + symbol, permits);
            }
            for (int fact = 0; fact < around.facts(); fact++) {
                publisher.connection().sync().hset(LargerRules.key(fact, symbol), LargerRules.hash(now));
            }
        }
    }

    static Map<String, byte[]> snapshot(String now) {
        return Map.of(
                "position_amt", "2.5".getBytes(StandardCharsets.US_ASCII),
                "mark_price", "25.5".getBytes(StandardCharsets.US_ASCII),
                "ts_epoch", now.getBytes(StandardCharsets.US_ASCII));
    }

    private void latency(
            Load load,
            Around around,
            Executor executor,
            Publisher publisher,
            GovernorProcess governor,
            Consumer<Row> rows) {
        for (int i = 0; i < plans / 2; i++) {
            executor.decide(load, Publisher.symbol(i, around.symbols()));
        }
        LongStream.Builder measured = LongStream.builder();
        int count = 0;
        Duration atLeast = Duration.ofSeconds(around.cyclesEverySec() * CYCLES);
        long start = System.nanoTime();
        double governorCpu = governor.cpu().toNanos();
        double redisCpu = publisher.redisCpuSeconds();
        while (count < plans / 2 || System.nanoTime() - start < atLeast.toNanos()) {
            measured.add(executor.decide(load, Publisher.symbol(count, around.symbols())));
            count++;
        }
        double governorMicros = (governor.cpu().toNanos() - governorCpu) / 1e3 / count;
        double redisMicros = (publisher.redisCpuSeconds() - redisCpu) * MICROS / count;
        rows.accept(Row.ofNanos(
                        load.name() + ": one in flight" + around.suffix(),
                        measured.build().toArray())
                .costing(governorMicros, redisMicros, governor.residentMegabytes()));
        progress.accept(load.name() + around.suffix() + ": latency measured");
    }

    private void throughput(
            Load load, Around around, Publisher publisher, GovernorProcess governor, Consumer<Row> rows) {
        for (int round = 0; round < 2; round++) {
            publisher.connection().sync().xtrim(Cell.key("quantum:stream:governor.audit"), 0);
            governor.hold();
            publisher.pileUp(load, plans * 4, around.symbols());
            double governorCpu = governor.cpu().toNanos();
            double redisCpu = publisher.redisCpuSeconds();
            long before = publisher.decided();
            long start = System.nanoTime();
            governor.goOn();
            Drain.await(publisher, before + plans * 4L, governor::isRunning);
            double seconds = (System.nanoTime() - start) / NANOS;
            if (round == 1) {
                rows.accept(Row.ofRate(load.name() + ": saturated" + around.suffix(), plans * 4 / seconds)
                        .costing(
                                (governor.cpu().toNanos() - governorCpu) / 1e3 / (plans * 4L),
                                (publisher.redisCpuSeconds() - redisCpu) * MICROS / (plans * 4L),
                                governor.residentMegabytes()));
            }
        }
        progress.accept(load.name() + around.suffix() + ": throughput measured");
    }
}
