package io.quantum.governor.engine.decide.disarm;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.decide.disarm.ApplyLayer.Step;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.loaders.redis.RedisFault;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the disarm that rules want, once for all daemons. Each step is harmless when it is taken again, and Redis
 * remembers what is under way, so that another daemon goes on where this one dies. Looks when it is told to, on one thread.
 */
public final class Disarmer {
    /** Between two looks. */
    public static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** The mode of an executor that executes nothing. */
    public static final String DRY_RUN = "dry_run";

    /** How a disarm may stand. */
    public static final List<String> STATES = DisarmState.STATES;

    /** An executor that is to be disarmed is not. */
    public static final String FAILING = DisarmState.FAILING;

    /** It is, by the day's disarm. */
    public static final String DONE = DisarmState.DONE;

    static final Duration LEASE = Duration.ofSeconds(5);
    static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Disarmer.class);

    private final Supplier<DisarmStore> connector;
    private final ApplyConfig config;
    private final List<Step> steps;
    private final ErrorWatch errors;
    private final Consumer<String> counter;
    private final Clock clock;
    private Optional<DisarmStore> connected = Optional.empty();
    private Optional<Ended> untold = Optional.empty();
    private volatile Map<String, Object> told = Map.of("state", "not looked yet");
    private volatile boolean failing;

    /** What became of a disarm, until Redis has been told. */
    private record Ended(DisarmRequest request, String why) {}

    /**
     * @param connector connects to Redis; fails while it can't be reached
     * @param config the executor's
     * @param steps what is done, in order
     * @param counter told the reason of each disarm that this daemon has carried out
     */
    Disarmer(
            Supplier<DisarmStore> connector,
            ApplyConfig config,
            List<Step> steps,
            ErrorWatch errors,
            Consumer<String> counter,
            Clock clock) {
        this.connector = connector;
        this.config = config;
        this.steps = steps;
        this.errors = errors;
        this.counter = counter;
        this.clock = clock;
    }

    /**
     * Of a daemon.
     *
     * @param connection connects to Redis; fails while it can't be reached
     * @param owner differs from every other daemon's
     * @param events the stream of events
     * @param mode the mode in force
     * @param counter told the reason of each disarm that this daemon has carried out
     */
    public static Disarmer of(
            Supplier<StatefulRedisConnection<String, byte[]>> connection,
            String owner,
            String events,
            ApplyLayer executor,
            Supplier<ActiveRules> rules,
            Supplier<ApplyMode> mode,
            Consumer<String> counter,
            Clock clock) {
        return new Disarmer(
                () -> new DisarmStore(connection.get(), owner, events, LEASE, PAUSE_AFTER_FAILURE),
                executor.config(),
                executor.steps(DRY_RUN),
                new ErrorWatch(rules, mode),
                counter,
                clock);
    }

    /** Looks whether a disarm is wanted, and carries it out; tries on when it is told to look again. */
    public void look() {
        try {
            DisarmStore store = connected.orElseGet(connector);
            connected = Optional.of(store);
            if (untold.isPresent()) {
                tell(store, untold.get());
            }
            next(store).filter(store::take).ifPresent(request -> carryOut(store, request));
            show(store.state(today()));
            // last: rules that fail here keep nothing from being carried out
            errors.look(store, clock.instant());
        } catch (RedisException e) {
            // what is done and not recorded is done again by whoever comes next
            failing |= untold.isPresent() || e instanceof RedisCommandExecutionException;
            Map<String, Object> now = new LinkedHashMap<>(told);
            now.put("redis", RedisFault.words(e));
            told = now;
        }
    }

    private Optional<DisarmRequest> next(DisarmStore store) {
        try {
            return store.state(today()).next();
        } catch (IllegalArgumentException e) {
            LOG.error("what is wanted is forgotten, since nobody understands it", e);
            store.forget();
            return Optional.empty();
        }
    }

    @SuppressWarnings("IllegalCatch") // whatever a step throws is a disarm that failed, and is told as one
    private void carryOut(DisarmStore store, DisarmRequest request) {
        LOG.warn("disarming: {} {}", request.reason(), request.context());
        show(store.state(today()));
        expectMode(store, DRY_RUN);
        Ended ended;
        try {
            for (Step step : steps) {
                if (!keep(store, request)) {
                    LOG.warn("disarming is left: it was called off, or another governor is at it");
                    return;
                }
                step.take(request.timestamp(), () -> keep(store, request));
            }
            ended = new Ended(request, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (IOException | RuntimeException e) {
            ended = new Ended(request, e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString());
            LOG.error("disarming has failed and is tried again", e);
        }
        untold = Optional.of(ended);
        tell(store, ended);
    }

    /** Whether the disarm is still this daemon's; while Redis does not answer, nobody else can have it. */
    private static boolean keep(DisarmStore store, DisarmRequest request) {
        try {
            return store.take(request);
        } catch (RedisException e) {
            LOG.warn("Redis does not answer while a disarm is carried out, which goes on: {}", RedisFault.words(e));
            return true;
        }
    }

    /** Daemons that see the file change know then that it is no stranger's doing; without Redis they do not. */
    private void expectMode(DisarmStore store, String mode) {
        try {
            store.expectMode(config.file(), mode);
        } catch (RedisException e) {
            LOG.warn("the change of mode can't be announced: {}", RedisFault.words(e));
        }
    }

    private void tell(DisarmStore store, Ended ended) {
        Instant now = clock.instant();
        Deed deed = DisarmEvents.deed(ended.request(), ended.why(), store.owner(), now)
                .changing(config.modeBefore(ended.request().timestamp()), config.mode());
        if (!ended.why().isEmpty()) {
            expectMode(store, config.mode());
            store.fail(ended.request(), ended.why(), deed, now);
        } else if (store.finish(ended.request(), deed, now)) {
            LOG.warn("disarmed: {} {}", DisarmEvents.ACTION, ended.request());
            counter.accept(ended.request().reason());
        } else {
            LOG.warn("disarmed, but not recorded by this governor: it was called off, taken over, or Redis lost it");
        }
        untold = Optional.empty();
    }

    private void show(DisarmState state) {
        failing = state.isFailing();
        told = state.told();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** How a disarm stands: {@code state}, and what belongs to it. Safe for use by many threads. */
    public Map<String, Object> told() {
        return told;
    }

    /** Whether an executor that is to be disarmed is not. Safe for use by many threads. */
    public boolean isFailing() {
        return failing;
    }
}
