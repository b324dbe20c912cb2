package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.metrics.GovernorMetrics;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.base.settings.Role;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.disarm.Disarmer;
import io.quantum.governor.engine.decide.plan.DecisionListener;
import io.quantum.governor.engine.decide.plan.DecisionListeners;
import io.quantum.governor.engine.decide.plan.PlanLoop;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.decide.plan.PlanRules;
import io.quantum.governor.engine.decide.plan.RedisState;
import io.quantum.governor.engine.rules.evaluate.Evaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.Admission;
import io.quantum.governor.engine.rules.life.Following;
import io.quantum.governor.engine.rules.life.RulesSource;
import io.quantum.governor.engine.rules.rulebook.GateRules;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.serve.gates.Sightings;
import io.quantum.governor.engine.serve.http.Health;
import io.quantum.governor.engine.serve.http.HttpPages;
import io.quantum.governor.engine.serve.status.LimitMetrics;
import io.quantum.governor.engine.serve.status.LimitsUsed;
import io.quantum.governor.engine.serve.status.StatusPage;
import io.quantum.governor.engine.tools.explain.ExplainPage;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.loaders.PositionSource;
import io.quantum.governor.loaders.declared.Outside;
import io.quantum.governor.loaders.gauge.GaugePages;
import io.quantum.governor.loaders.redis.ExecutionFollower;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The role that decides plans, wired by hand. */
final class GovernorRole implements AutoCloseable {
    private static final int BATCH = 32;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LONGEST_GAUGE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_GAUGES = Duration.ofSeconds(10);
    private static final Duration LOOK_AT_MODE = Duration.ofMillis(250);
    private static final Duration BETWEEN_WATCHES = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LIMITS = Duration.ofSeconds(2);
    private static final long JOIN_MILLIS = 5000;

    private final MetricsPage metrics = new MetricsPage();
    /** For plans alone: they are decided on its thread, where nothing else may keep them waiting. */
    private final RedisClient plans;

    private final Following<Deciding> deciding;
    private final RedisState redisState = new RedisState();
    private final PlanLoop loop;
    private final ShadowRole shadow;
    private final ExplainRole explain;
    private final ArchiveRole archive;
    private final DisarmRole disarm;
    private final RoomRole room;
    private final OpenedArchive records;
    private final NotifyRole notify;
    /** A thread of its own: the mode is followed while Redis is away, and while a disarm is carried out. */
    private final Background modeWatch = new Background("apply-mode");

    /** A thread of its own: a page may be slow. */
    private final Background gauges = new Background("gauges");

    /** A thread of its own: it looks whether the others work. */
    private final Background watch = new Background("watch");

    /** A thread of its own: it walks over all keys now and then. */
    private final Background limits = new Background("limits");

    private final Daemons daemons;
    private final Background presence = new Background("daemons");

    private final Thread loopThread;
    private final ApplyModeFile mode;
    private final HttpPages pages;

    /** A version of the rules, and the sessions in which it decides plans. */
    private record Deciding(Evaluator evaluator, PlanRules rules) {
        static Deciding by(ActiveRules rules) {
            Evaluator evaluator = new Evaluator(rules.rulebook(), rules.thresholds());
            return new Deciding(
                    evaluator,
                    new PlanRules(evaluator::evaluate, rules.rulebook().kinds().declared(Part.PLAN), rules.inForce()));
        }

        void close() {
            evaluator.close();
        }
    }

    GovernorRole(
            Settings settings,
            RulebookKeeper rulebook,
            Admission admission,
            Sources sources,
            DecisionListener listener) {
        mode = new ApplyModeFile(
                settings.applyConfig(),
                settings.applyMode(),
                (event, fields) -> rulebook.events().tell(event, sources.clock().instant(), fields));
        RulesSource rules = rulebook.rules();
        GovernorMetrics counters = new GovernorMetrics(metrics, sources.clock());
        Sightings sightings = new Sightings(sources.clock().instant());
        shadow = new ShadowRole(settings, admission, rulebook, sources, metrics);
        records = new OpenedArchive(settings.archive());
        archive = new ArchiveRole(settings.archive(), sources, redisState, metrics);
        notify = new NotifyRole(settings, sources, metrics);
        deciding = new Following<>(rules, Deciding::by, Deciding::close);
        plans = RedisClients.forPlans(settings.redis());
        PositionSource positions = sources.positionsAndPortfolio();
        GaugePages gauges = new GaugePages(settings.metricsPages(), LONGEST_GAUGE, sources.clock());
        Outside outside = sources.outside(gauges);
        this.gauges.every(LOOK, () -> gauges.refresh(BETWEEN_GAUGES));
        Function<StatefulRedisConnection<String, byte[]>, LimitsUsed> reader =
                redis -> new LimitsUsed(redis, positions, outside, mode, rules, sources.clock());
        LimitMetrics limits = new LimitMetrics(metrics, () -> reader.apply(sources.flushedByHand()));
        RedisWatch redisWatch = new RedisWatch(
                sources, settings.streams().plans(), new OutsideChanges(settings, sources, mode, rules), metrics);
        watch.every(BETWEEN_WATCHES, redisWatch);
        this.limits.every(BETWEEN_LIMITS, limits);
        loop = PlanLoops.of(
                plans,
                settings.streams(),
                sources.owner(),
                BATCH,
                () -> deciding.get().rules(),
                shadow::declared,
                positions,
                outside,
                mode,
                new DecisionListeners(
                        List.of(counters, limits, sightings, shadow.listener(), notify.listener(), listener)),
                redisState,
                sources.clock());
        new ExchangeMetrics(metrics, sources.exchange(), sources.clock());
        metrics.gauge(
                "gov_testnet_p29_enabled",
                "Whether testnet shadows gate 0.5",
                () -> Boolean.TRUE.equals(rules.get().thresholds().values().get("modes.testnetAllocationTarget"))
                        ? 1
                        : 0);
        rulebook.showOn(metrics);
        sightings.showOn(
                metrics,
                () -> GateRules.of(rules.get().rulebook()).stream()
                        .map(GateRules::name)
                        .toList());
        metrics.states(
                "governor_apply_mode",
                "The apply mode in force",
                "mode",
                ApplyMode.NAMES,
                () -> mode.get().name());
        ExecutionFollower executions = new ExecutionFollower(
                () -> sources.redis().connect(PlanLoops.CODEC),
                settings.streams().results());
        modeWatch.every(LOOK_AT_MODE, mode::look);
        disarm = new DisarmRole(settings, rules, sources, mode, counters::disarmed);
        metrics.states("governor_disarm_state", "How a disarm stands", "state", Disarmer.STATES, disarm::state);
        sources.background().every(LOOK, executions::follow);
        Supplier<Health> health = () -> GovernorHealth.of(
                mode,
                redisState,
                sources.exchange(),
                sources.owner(),
                rulebook,
                shadow.health(),
                archive.health(),
                notify.health(),
                disarm);
        notify.start(
                new Conditions(
                        redisWatch,
                        disarm,
                        mode,
                        sources.exchange(),
                        archive,
                        rulebook,
                        limits,
                        notify.tally(),
                        settings.notifications().warnRatio(),
                        sources.owner(),
                        sources.clock()),
                () -> health.get().healthy());
        StatusPage status = new StatusPage(sources::flushedByHand, reader, health);
        daemons = new Daemons(rules, sources);
        presence.every(Daemons.BETWEEN_LOOKS, daemons);
        room = new RoomRole(
                settings,
                rules,
                sources,
                records,
                new Overview(
                        health,
                        redisWatch,
                        () -> sources.exchange()
                                .map(exchange -> ExchangeMetrics.age(exchange, sources.clock()))
                                .orElse(Double.POSITIVE_INFINITY),
                        archive::lagSec,
                        daemons::alive,
                        sources.clock()),
                mode,
                reader,
                settings.roomTokens(),
                metrics);
        explain = new ExplainRole(
                settings,
                rulebook,
                sources,
                records,
                room.rulebooks(),
                room.room().signedIn(ExplainPage.AGAINST));
        pages = HttpPages.start(
                settings.bind(),
                settings.page(Role.GOVERNOR),
                metrics,
                health,
                Stream.concat(
                                Stream.of(rulebook.route(), rulebook.gates(sightings), explain.route(), status.route()),
                                room.room().routes().stream())
                        .toList(),
                room.room().handlers());
        loopThread = new Thread(loop, "plan-loop");
        loopThread.setDaemon(true);
        loopThread.start();
        archive.start();
    }

    int port() {
        return pages.port();
    }

    /** The mode in force. */
    String mode() {
        return mode.get().name();
    }

    boolean isReady() {
        return redisState.trouble().isEmpty();
    }

    /** How long ago the loop that decides plans took a step. */
    Duration sinceMoved() {
        return redisState.sinceMoved();
    }

    @Override
    public void close() {
        loop.close();
        try {
            loopThread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pages.close();
        room.close();
        presence.close();
        daemons.close();
        notify.close();
        explain.close();
        records.close();
        RedisClients.close(plans);
        shadow.close();
        archive.close();
        disarm.close();
        modeWatch.close();
        this.gauges.close();
        watch.close();
        this.limits.close();
        deciding.close();
        metrics.close();
    }
}
