package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.prometheus.metrics.core.metrics.Counter;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.base.process.DaemonId;
import io.quantum.governor.engine.base.settings.PageSettings;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.serve.http.Health;
import io.quantum.governor.engine.serve.http.HttpPages;
import io.quantum.governor.engine.serve.observe.KnownDifferences;
import io.quantum.governor.engine.serve.observe.Observation;
import io.quantum.governor.engine.serve.observe.Observer;
import io.quantum.governor.engine.serve.status.LimitsUsed;
import io.quantum.governor.loaders.PositionSource;
import io.quantum.governor.loaders.declared.Outside;
import io.quantum.governor.loaders.gauge.GaugePages;
import io.quantum.governor.loaders.redis.FactLoader;
import io.quantum.governor.loaders.redis.RedisFault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A governor that only observes the one that decides: starts on construction, ends on {@link #close()}. */
public final class ObserverDaemon implements AutoCloseable, Moving {
    private static final Logger LOG = LoggerFactory.getLogger(ObserverDaemon.class);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofMillis(250);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LONGEST_GAUGE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_GAUGES = Duration.ofSeconds(10);
    private static final Duration STILL_MOVING = Duration.ofSeconds(20);
    private static final long JOIN_MILLIS = 5000;

    private final Settings settings;
    private final ActiveRules rules;
    private final KnownDifferences known;
    private final Sources sources;
    private final ApplyModeFile mode;
    private final PositionSource positions;
    private final Outside outside;
    private final Background background = new Background("background");
    private final MetricsPage metrics = new MetricsPage();
    private final ObservedCycles cycles;
    private final Counter observed;
    private final OpenedArchive records;
    private final RoomRole room;
    private final HttpPages pages;
    private final Thread thread = new Thread(this::observe, "observer");
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile String trouble = "not connected yet";
    private volatile long movedNanos = System.nanoTime();

    /**
     * @param page where its pages are served
     * @param rules that judge until the daemon ends
     * @param known differences that are no disagreements
     */
    public ObserverDaemon(Settings settings, PageSettings page, ActiveRules rules, KnownDifferences known) {
        this.settings = settings;
        this.rules = rules;
        this.known = known;
        sources = new Sources(settings, DaemonId.make(), RedisClients.observing(settings.redis()));
        mode = new ApplyModeFile(settings.applyConfig(), settings.applyMode(), (event, fields) -> {});
        positions = sources.positionsAndPortfolio();
        GaugePages gauges = new GaugePages(settings.metricsPages(), LONGEST_GAUGE, sources.clock());
        outside = sources.outside(gauges);
        background.every(LOOK, mode::look);
        background.every(LOOK, () -> gauges.refresh(BETWEEN_GAUGES));
        observed = metrics.counter(
                "governor_observe_total",
                "Plans by how this governor agrees with the one that decides",
                "result",
                "gate",
                "reason");
        records = new OpenedArchive(settings.archive());
        room = new RoomRole(
                settings,
                () -> rules,
                sources,
                records,
                this::overview,
                mode,
                redis -> new LimitsUsed(redis, positions, outside, mode, () -> rules, sources.clock()),
                Optional.empty(),
                metrics);
        pages = HttpPages.start(
                settings.bind(),
                page,
                metrics,
                this::health,
                room.room().routes(),
                room.room().handlers());
        cycles = new ObservedCycles(settings, rules, sources, outside);
        thread.setDaemon(true);
        thread.start();
        LOG.info(
                "governor observes: mode {}, rulebook {}; it writes observations and nothing else",
                mode.get().name(),
                rules.title());
    }

    @Override
    public boolean isReady() {
        return trouble.isEmpty();
    }

    @Override
    public Duration sinceMoved() {
        return Duration.ofNanos(System.nanoTime() - movedNanos);
    }

    @Override
    public String work() {
        return trouble.isEmpty() ? "observing plans" : "nothing is observed: Redis does not answer";
    }

    @SuppressWarnings("IllegalCatch") // the one home of our own bugs: plans go on being observed
    private void observe() {
        while (closed.getCount() > 0) {
            try (StatefulRedisConnection<String, byte[]> reading =
                            sources.redis().connect(PlanLoops.CODEC);
                    StatefulRedisConnection<String, byte[]> looking = sources.flushedByHand();
                    StatefulRedisConnection<String, byte[]> loading = sources.flushedByHand();
                    Observer observer = new Observer(
                            reading,
                            looking,
                            new FactLoader(loading, positions, outside, mode, sources.clock()),
                            rules,
                            settings.streams(),
                            known,
                            this::count,
                            sources.clock())) {
                while (closed.getCount() > 0) {
                    observer.step();
                    trouble = "";
                    movedNanos = System.nanoTime();
                }
            } catch (RedisException | CompletionException e) {
                String words = RedisFault.words(e);
                if (!words.equals(trouble)) {
                    LOG.warn("nothing is observed while Redis does not answer: {}", words);
                }
                trouble = words;
                // a Redis that is away is no reason to start anew
                movedNanos = System.nanoTime();
                pause();
            } catch (RuntimeException | Error e) {
                LOG.error("plans could not be observed; the next ones are", e);
                trouble = "the observer failed: " + e;
                pause();
            }
        }
    }

    private void pause() {
        try {
            if (closed.await(PAUSE_AFTER_FAULT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("closed while waiting for Redis");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    private void count(Observation observation) {
        observed.labelValues(observation.result(), observation.gate(), observation.reason())
                .inc();
    }

    private Health health() {
        boolean moves = sinceMoved().compareTo(STILL_MOVING) < 0;
        boolean healthy = trouble.isEmpty() && moves;
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", healthy ? "healthy" : "unhealthy");
        fields.put("service", "p3.2-governor-observe");
        fields.put("daemon", sources.owner());
        fields.put("mode", mode.get().name());
        fields.put("apply_config", mode.told());
        fields.put("redis", redisState());
        fields.put("plans", moves ? "observed" : "the observer does not move");
        fields.put("rulebook", rules.title());
        return new Health(healthy, fields);
    }

    private String redisState() {
        return trouble.isEmpty() ? "connected" : "disconnected: " + trouble;
    }

    /** What an observer knows of it: nothing of kill switches and disarms, which are not its own. */
    private Map<String, Object> overview() {
        Health health = health();
        Map<String, Object> rulebook = Map.of(
                "name", rules.rulebook().manifest().name(),
                "version", rules.rulebook().manifest().version(),
                "digest", rules.rulebook().digest());
        Map<String, Object> overview = new LinkedHashMap<>();
        overview.put("at", sources.clock().instant().toString());
        overview.put("healthy", health.healthy());
        overview.put("mode", mode.get().name());
        overview.put("modeFrom", mode.told());
        overview.put("daemon", sources.owner());
        overview.put("rulebook", rulebook);
        overview.put("overrides", rules.thresholds().overrides());
        overview.put("plans", Map.of("state", "observed here, decided by another governor"));
        overview.put("redis", Map.of("state", redisState()));
        return overview;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pages.close();
        room.close();
        records.close();
        cycles.close();
        background.close();
        sources.close();
        metrics.close();
    }
}
