package io.quantum.governor.engine.serve.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.decide.cycle.Lease;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What daemons know together of notifications: what each sees, who sends, and what was sent. For use by one thread; methods fail
 * with a {@link io.lettuce.core.RedisException} when Redis can't answer.
 */
public final class SharedState {
    private static final Logger LOG = LoggerFactory.getLogger(SharedState.class);
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration REPORTS = Duration.ofMinutes(1);
    /** Who has told nothing new for so long is gone. */
    private static final long ALIVE_MS = Duration.ofSeconds(10).toMillis();

    private final StatefulRedisConnection<String, byte[]> redis;
    private final Lease lease;
    private final String owner;
    private final Map<String, Told> reports = new HashMap<>();
    private final Map<String, byte[]> written = new HashMap<>();

    /**
     * What a daemon told last.
     *
     * @param sinceMs when that was new
     * @param moves whether it has told something else before: what a dead one has left is nothing that holds
     */
    private record Told(String report, long sinceMs, boolean moves) {
        Told now(String next, long nowMs) {
            return next.equals(report) ? this : new Told(next, nowMs, true);
        }
    }

    /**
     * @param redis a connection of its own, flushed by itself
     * @param forLease another one, flushed by hand
     * @param owner differs from every other daemon's
     */
    public SharedState(
            StatefulRedisConnection<String, byte[]> redis,
            StatefulRedisConnection<String, byte[]> forLease,
            String owner) {
        this.redis = redis;
        this.owner = owner;
        lease = Lease.at(forLease, NotifyKeys.LEASE, owner, LEASE);
    }

    /** Tells what this daemon sees. */
    void tell(Report report) {
        redis.sync().hset(NotifyKeys.SEEN, owner, Json.bytes(report));
        redis.sync().expire(NotifyKeys.SEEN, REPORTS);
    }

    /** Whether it is this daemon that sends. */
    boolean isSender() {
        return lease.hold();
    }

    /** Another one may send at once. */
    void release() {
        redis.sync().hdel(NotifyKeys.SEEN, owner);
        lease.release();
    }

    /** What the others see that are alive; the dead are forgotten. */
    List<Sight> others(long nowMs) {
        List<Sight> sights = new ArrayList<>();
        redis.sync().hgetall(NotifyKeys.SEEN).forEach((daemon, bytes) -> {
            if (daemon.equals(owner)) {
                return;
            }
            String report = new String(bytes, UTF_8);
            @Nullable Told last = reports.get(daemon);
            Told told = last == null ? new Told(report, nowMs, false) : last.now(report, nowMs);
            reports.put(daemon, told);
            if (nowMs - told.sinceMs() >= ALIVE_MS) {
                redis.sync().hdel(NotifyKeys.SEEN, daemon);
                reports.remove(daemon);
            } else if (told.moves()) {
                read(bytes, Report.class, daemon).ifPresent(r -> sights.add(r.sight()));
            }
        });
        return sights;
    }

    /** What was sent and is not over, by key. */
    Map<String, Standing> standing() {
        Map<String, Standing> standing = new LinkedHashMap<>();
        written.clear();
        redis.sync().hgetall(NotifyKeys.SENT).forEach((key, bytes) -> {
            written.put(key, bytes);
            read(bytes, Standing.class, key).ifPresent(s -> standing.put(key, s));
        });
        return standing;
    }

    /** Puts in its place what differs from what was read last. */
    void write(Map<String, Standing> standing) {
        standing.forEach((key, now) -> {
            byte[] bytes = Json.bytes(now);
            if (!Arrays.equals(bytes, written.get(key))) {
                redis.sync().hset(NotifyKeys.SENT, key, bytes);
            }
        });
        String[] over = written.keySet().stream()
                .filter(key -> !standing.containsKey(key))
                .toArray(String[]::new);
        if (over.length > 0) {
            redis.sync().hdel(NotifyKeys.SENT, over);
        }
    }

    /** Adds what was sent while Redis was away, unless somebody else has. */
    void add(String key, Standing standing) {
        redis.sync().hsetnx(NotifyKeys.SENT, key, Json.bytes(standing));
    }

    /** Takes away what was over while Redis was away. */
    void remove(String key) {
        redis.sync().hdel(NotifyKeys.SENT, key);
    }

    /** What was told last; empty when nothing was. */
    String told(String field) {
        byte @Nullable [] value = redis.sync().hget(NotifyKeys.TOLD, field);
        return value == null ? "" : new String(value, UTF_8);
    }

    void told(String field, String value) {
        redis.sync().hset(NotifyKeys.TOLD, field, value.getBytes(UTF_8));
    }

    /** Reads events by the same connection. */
    EventTail events(String stream) {
        return new EventTail(redis, stream);
    }

    /** A daemon of another version may have written it. */
    private static <T> Optional<T> read(byte[] bytes, Class<T> type, String name) {
        try {
            return Optional.ofNullable(Json.MAPPER.readValue(bytes, type));
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("what is told of {} can't be read: {}", name, e.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
