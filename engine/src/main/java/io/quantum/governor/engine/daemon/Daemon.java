package io.quantum.governor.engine.daemon;

import io.lettuce.core.RedisClient;
import io.quantum.governor.engine.evaluate.Evaluator;
import io.quantum.governor.engine.http.Health;
import io.quantum.governor.engine.http.HttpPages;
import io.quantum.governor.engine.metrics.GovernorMetrics;
import io.quantum.governor.engine.metrics.MetricsPage;
import io.quantum.governor.engine.plan.DecisionListener;
import io.quantum.governor.engine.plan.DecisionListeners;
import io.quantum.governor.engine.plan.PlanLoop;
import io.quantum.governor.engine.plan.PlanLoops;
import io.quantum.governor.engine.plan.RedisState;
import io.quantum.governor.engine.settings.Settings;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.loaders.PositionSource;
import io.quantum.governor.loaders.binance.ExchangePositions;
import io.quantum.governor.loaders.binance.ExchangeRefresher;
import io.quantum.governor.loaders.redis.ExecutionFollower;
import io.quantum.governor.loaders.redis.RedisPositions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The governor, wired by hand: starts on construction, ends on {@link #close()}. */
public final class Daemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
    private static final int BATCH = 32;
    private static final Duration REFRESH_WHEN_OLDER_THAN = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration GATHER = Duration.ofSeconds(2);
    private static final long JOIN_MILLIS = 5000;

    private final RedisClient redis;
    private final Optional<ExchangeRefresher> exchange;
    private final Background background = new Background();
    private final MetricsPage metrics = new MetricsPage();
    private final Evaluator evaluator;
    private final RedisState redisState = new RedisState();
    private final PlanLoop loop;
    private final Thread loopThread;
    private final HttpPages pages;

    /**
     * Starts the governor.
     *
     * @param settings what was set
     * @param rules what decides
     * @param listener hears of every decision, besides the metrics
     */
    public Daemon(Settings settings, ActiveRules rules, DecisionListener listener) {
        Clock clock = Clock.systemUTC();
        ApplyModeFile mode = new ApplyModeFile(settings.applyConfig(), settings.applyMode());
        redis = RedisClients.of(settings.redis());
        exchange = settings.exchange().map(s -> ExchangeRefresher.start(s, clock));
        evaluator = new Evaluator(rules.rulebook(), rules.thresholds());
        loop = PlanLoops.of(
                redis,
                settings.streams(),
                consumerName(),
                BATCH,
                evaluator::evaluate,
                rules.inForce(),
                positions(clock),
                mode,
                new DecisionListeners(List.of(new GovernorMetrics(metrics), listener)),
                redisState,
                clock);
        new ExchangeMetrics(metrics, exchange, clock);
        metrics.gauge("gov_testnet_p29_enabled", "Whether testnet shadows gate 0.5")
                .set(Boolean.TRUE.equals(rules.thresholds().values().get("modes.testnetAllocationTarget")) ? 1 : 0);
        ExecutionFollower executions = new ExecutionFollower(
                () -> redis.connect(PlanLoops.CODEC), settings.streams().results());
        background.every(LOOK, mode::look);
        background.every(LOOK, executions::follow);
        pages = HttpPages.start(settings.bind(), settings.metricsPort(), metrics, () -> health(mode, rules));
        loopThread = new Thread(loop, "plan-loop");
        loopThread.setDaemon(true);
        loopThread.start();
        announce(settings, rules, mode.get());
    }

    /** The port of the pages. */
    public int port() {
        return pages.port();
    }

    /** Whether Redis answers and plans are decided. */
    public boolean isReady() {
        return redisState.trouble().isEmpty();
    }

    private PositionSource positions(Clock clock) {
        if (exchange.isPresent()) {
            return new ExchangePositions(exchange.get(), REFRESH_WHEN_OLDER_THAN);
        }
        RedisPositions positions = new RedisPositions(() -> redis.connect(PlanLoops.CODEC), clock);
        background.every(GATHER, positions::refresh);
        return positions;
    }

    private Health health(ApplyModeFile mode, ActiveRules rules) {
        return GovernorHealth.of(mode.get(), redisState, exchange, rules);
    }

    private static void announce(Settings settings, ActiveRules rules, ApplyMode mode) {
        rules.thresholds().overrides().forEach(o -> LOG.warn("{}", o));
        LOG.info(
                "governor started: mode {}, rulebook {} {} ({}), Redis {}, exchange {}",
                mode.name(),
                rules.rulebook().manifest().name(),
                rules.rulebook().manifest().version(),
                rules.rulebook().digest().substring(0, 12),
                settings.redis(),
                settings.exchange().map(e -> e.baseUrl().toString()).orElse("not configured"));
    }

    /** Differs from every other governor's. */
    private static String consumerName() {
        return "governor-" + hostName() + "-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "host";
        }
    }

    @Override
    public void close() {
        loop.close();
        try {
            loopThread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        background.close();
        exchange.ifPresent(ExchangeRefresher::close);
        pages.close();
        RedisClients.close(redis);
        evaluator.close();
        metrics.close();
    }
}
