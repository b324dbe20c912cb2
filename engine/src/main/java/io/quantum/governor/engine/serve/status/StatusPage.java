package io.quantum.governor.engine.serve.status;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.serve.http.Health;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import io.quantum.governor.loaders.redis.KillSwitches;
import io.quantum.governor.loaders.redis.RedisFault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code GET /api/status}: what {@code /health} says, the kill switches, and the limits that each symbol has used. */
public final class StatusPage {
    private static final int OK = 200;
    private static final int MOST_SYMBOLS = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Supplier<StatefulRedisConnection<String, byte[]>> connector;
    private final Function<StatefulRedisConnection<String, byte[]>, LimitsUsed> reader;
    private final Supplier<Health> health;
    private Optional<Work> work = Optional.empty();

    private record Work(StatefulRedisConnection<String, byte[]> redis, LimitsUsed limits) {}

    /**
     * @param connector makes a connection that is flushed by hand; fails while Redis can't be reached
     * @param reader tells by a connection which limits are used
     * @param health what {@code /health} says
     */
    public StatusPage(
            Supplier<StatefulRedisConnection<String, byte[]>> connector,
            Function<StatefulRedisConnection<String, byte[]>, LimitsUsed> reader,
            Supplier<Health> health) {
        this.connector = connector;
        this.reader = reader;
        this.health = health;
    }

    /** The page, which everybody may ask for. */
    public Route route() {
        return new Route("GET", "/api/status", unused -> new Answer(OK, status()));
    }

    /** One request at a time: they share a connection. */
    private synchronized Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>(health.get().fields());
        try {
            Work now = work.orElseGet(this::connect);
            work = Optional.of(now);
            status.put("kill", KillSwitches.states(now.redis(), TIMEOUT));
            List<String> symbols = now.limits().symbols();
            status.put("symbols", now.limits().read(symbols.subList(0, Math.min(MOST_SYMBOLS, symbols.size()))));
        } catch (RedisException | CompletionException e) {
            status.put("symbols_unknown", "Redis does not answer: " + RedisFault.words(e));
        }
        return status;
    }

    private Work connect() {
        StatefulRedisConnection<String, byte[]> redis = connector.get();
        return new Work(redis, reader.apply(redis));
    }
}
