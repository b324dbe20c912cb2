package io.quantum.governor.engine.decide.allocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.decide.cycle.FencedWriter;
import io.quantum.governor.engine.decide.cycle.Lease;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.rules.evaluate.SymbolEvaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.loaders.gauge.GaugePages;
import io.quantum.governor.loaders.redis.DeclaredReads;
import io.quantum.governor.loaders.redis.TargetLoader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cycles of the tests' rules at a fixed time, run by hand, and what they leave in Redis. */
final class TestProposer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-28T12:00:00.750Z");
    static final String STREAM = "quantum:stream:allocation.target.proposed";

    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final RedisClient client;
    private final StatefulRedisConnection<String, byte[]> connection;
    private final RedisView redis;
    private final ActiveRules rules;
    private final SymbolEvaluator evaluator;
    private boolean proposing = true;
    private final MetricsPage page = new MetricsPage();
    private final AllocationMetrics metrics = new AllocationMetrics(page, () -> proposing);

    TestProposer(String uri, RedisView redis, Map<String, String> environment) {
        this.redis = redis;
        client = RedisClient.create(uri);
        connection = client.connect(PlanLoops.CODEC);
        connection.setAutoFlushCommands(false);
        rules = TestRules.with(environment);
        evaluator = new SymbolEvaluator(rules.rulebook(), Part.ALLOCATION, rules.thresholds());
    }

    /** Runs a cycle; tells whether it came to its end. */
    boolean cycle() {
        return cycle(CLOCK);
    }

    /** As {@link #cycle()}, by another clock. */
    boolean cycle(Clock clock) {
        return cycle(rules.rulebook(), evaluator, clock);
    }

    /** As {@link #cycle()}, with other rules. */
    boolean cycle(Rulebook other) {
        ThresholdValues thresholds = ThresholdValues.of(other, Map.of());
        try (SymbolEvaluator others = new SymbolEvaluator(other, Part.ALLOCATION, thresholds)) {
            return cycle(other, others, CLOCK);
        }
    }

    private boolean cycle(Rulebook rulebook, SymbolEvaluator judge, Clock clock) {
        Lease lease = new Lease(connection, "allocation", "test", Duration.ofSeconds(7));
        GaugePages noGauges = new GaugePages(Map.of(), TIMEOUT, clock);
        return new AllocationCycle(
                        new TargetLoader(connection, clock, TIMEOUT),
                        judge,
                        new DeclaredReads(rulebook.kinds().declared(Part.ALLOCATION), noGauges),
                        new FencedWriter(connection, lease),
                        metrics)
                .run();
    }

    /** A target as the allocation brain writes it. */
    void target(String symbol, String usd) {
        redis.hash(
                "quantum:allocation:target:" + symbol,
                Map.of("target_usd", usd, "mode", "enforce", "confidence", "0.8", "timestamp", seconds(-10)));
    }

    /** A fresh efficiency. */
    void efficiency(String symbol, String score, String confidence) {
        efficiency(symbol, score, confidence, seconds(-10));
    }

    void efficiency(String symbol, String score, String confidence, String ts) {
        redis.hash(
                "quantum:capital:efficiency:" + symbol,
                Map.of("efficiency_score", score, "confidence", confidence, "ts", ts, "mode", "x", "version", "1"));
    }

    /** A Unix time so many seconds after now. */
    static String seconds(long after) {
        return Long.toString(NOW.getEpochSecond() + after);
    }

    /** The shadow key of a symbol, empty when there is none. */
    Map<String, String> shadow(String symbol) {
        Map<String, String> texts = new LinkedHashMap<>();
        redis.commands()
                .hgetall("quantum:allocation:target:proposed:" + symbol)
                .forEach((name, value) -> texts.put(name, new String(value, UTF_8)));
        return texts;
    }

    /** The events of a symbol, oldest first. */
    List<Map<String, String>> events(String symbol) {
        return redis.entries(STREAM).stream()
                .filter(event -> symbol.equals(event.get("symbol")))
                .toList();
    }

    /** A sample's value on the metrics page, 0 when it is not there. */
    double metric(String sample) {
        return page.text()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    /** Whether the metrics page has a sample. */
    boolean shows(String sample) {
        return page.text().lines().anyMatch(line -> line.startsWith(sample + " "));
    }

    /** Another daemon has the lease, or Redis is away. */
    void stopProposing() {
        proposing = false;
    }

    /** How many samples of a name the metrics page has. */
    long samples(String name) {
        return page.text().lines().filter(line -> line.startsWith(name + "{")).count();
    }

    @Override
    public void close() {
        evaluator.close();
        page.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
}
