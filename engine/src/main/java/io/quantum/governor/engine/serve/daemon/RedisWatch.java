package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.decide.plan.WaitingPlans;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.KillSwitches;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Redis says of plans that wait, of the kill switches and of the time, by a connection of its own: what the plan loop
 * believes of itself is no proof that it works. Looks when it is told to, on one thread.
 */
final class RedisWatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisWatch.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final double MILLIS = 1e3;

    private final Sources sources;
    private final String plans;
    private final OutsideChanges changes;
    private Optional<StatefulRedisConnection<String, byte[]>> connection = Optional.empty();
    private volatile Seen seen = Seen.away();

    /** What was seen last; NaN is what nobody knows. */
    private record Seen(boolean up, Map<String, String> kill, double waiting, double oldestSec, double offsetSec) {
        private static final String UNKNOWN = "unknown: Redis does not answer";

        static Seen away() {
            Map<String, String> kill = new LinkedHashMap<>();
            Keys.KILL_SWITCHES.forEach(key -> kill.put(key, UNKNOWN));
            return new Seen(false, kill, Double.NaN, Double.NaN, Double.NaN);
        }

        /** 1 for a switch that is on, or that can't be read, which counts as on. */
        Map<String, Double> killNumbers() {
            Map<String, Double> numbers = new LinkedHashMap<>();
            kill.forEach((key, state) ->
                    numbers.put(key, state.equals(UNKNOWN) ? Double.NaN : state.equals(KillSwitches.OFF) ? 0.0 : 1.0));
            return numbers;
        }
    }

    /**
     * @param plans the stream's name
     * @param changes puts on record what it sees changed
     */
    RedisWatch(Sources sources, String plans, OutsideChanges changes, MetricsPage page) {
        this.changes = changes;
        this.sources = sources;
        this.plans = plans;
        page.gauge("governor_redis_up", "Whether Redis answers", () -> seen.up() ? 1 : 0);
        page.gauge("governor_plans_waiting", "Plans that no governor has decided yet", () -> seen.waiting());
        page.gauge(
                "governor_oldest_plan_age_seconds",
                "For how long the oldest undecided plan has waited; 0 when none waits",
                () -> seen.oldestSec());
        page.gauge(
                "governor_clock_offset_seconds",
                "How far the clock of Redis is ahead of the governor's",
                () -> seen.offsetSec());
        page.gauges("governor_kill_switch", "Whether a kill switch is on", "key", () -> seen.killNumbers());
    }

    /** Each kill switch by its key: {@code on}, {@code off}, or why it is not known. */
    Map<String, String> killSwitches() {
        return seen.kill();
    }

    /** How many plans no governor has decided yet; NaN when nobody knows. */
    double waiting() {
        return seen.waiting();
    }

    /** For how long the oldest of them has waited; NaN when nobody knows. */
    double oldestSec() {
        return seen.oldestSec();
    }

    /** Whether Redis answered when it was asked last. */
    boolean isUp() {
        return seen.up();
    }

    @Override
    @SuppressWarnings("IllegalCatch") // whatever goes wrong, what was seen before must not stay there as if it were so
    public void run() {
        try {
            connection = Optional.of(connection.orElseGet(() -> sources.redis().connect(PlanLoops.CODEC)));
            seen = look(connection.get(), sources.clock());
        } catch (RedisException e) {
            seen = Seen.away();
        } catch (RuntimeException e) {
            LOG.error("Redis can't be watched", e);
            seen = Seen.away();
        }
    }

    private Seen look(StatefulRedisConnection<String, byte[]> redis, Clock clock) {
        long asked = clock.millis();
        Optional<WaitingPlans> waiting = waiting(redis);
        // Redis was asked half way between both
        double here = (asked + clock.millis()) / 2.0;
        return new Seen(
                true,
                changes.look(redis, TIMEOUT),
                waiting.filter(w -> w.count().isPresent())
                        .map(w -> (double) w.count().getAsLong())
                        .orElse(Double.NaN),
                waiting.map(w -> w.oldestMs() / MILLIS).orElse(Double.NaN),
                waiting.map(w -> (w.redisMs() - here) / MILLIS).orElse(Double.NaN));
    }

    /** Empty where Redis refuses to tell. One that still loads answers nobody, and is as good as away. */
    private Optional<WaitingPlans> waiting(StatefulRedisConnection<String, byte[]> redis) {
        try {
            return Optional.of(WaitingPlans.of(redis, plans, TIMEOUT));
        } catch (RedisLoadingException e) {
            throw e;
        } catch (RedisCommandExecutionException e) {
            LOG.debug("it is not known how many plans wait: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
