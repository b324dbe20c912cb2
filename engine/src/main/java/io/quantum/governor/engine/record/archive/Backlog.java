package io.quantum.governor.engine.record.archive;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisException;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.loaders.redis.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How many records wait in Redis to be archived, looked at now and then. Tells it to many threads.
 */
public final class Backlog implements Runnable {
    private final Supplier<StatefulRedisConnection<String, byte[]>> redis;
    private Optional<StatefulRedisConnection<String, byte[]>> connection = Optional.empty();
    private volatile double records = Double.NaN;
    private volatile Optional<Instant> since = Optional.empty();

    /** Connects to nothing yet. */
    public Backlog(Supplier<StatefulRedisConnection<String, byte[]>> redis) {
        this.redis = redis;
    }

    /** One look; what can't be seen is not known, rather than zero. */
    @Override
    public void run() {
        try {
            connection = Optional.of(connection.orElseGet(redis));
            long now = connection.get().sync().xlen(Keys.AUDIT);
            since = now == 0 ? Optional.empty() : oldest(connection.get());
            records = now;
        } catch (RedisException e) {
            records = Double.NaN;
            since = Optional.empty();
        }
    }

    private static Optional<Instant> oldest(StatefulRedisConnection<String, byte[]> redis) {
        List<StreamMessage<String, byte[]>> first = redis.sync().xrange(Keys.AUDIT, Range.unbounded(), Limit.from(1));
        return first.stream().findFirst().map(m -> Instant.ofEpochMilli(Extract.millisOf(m.getId())));
    }

    /** How many wait; NaN while nobody knows. */
    public double records() {
        return records;
    }

    /** For how many seconds the one has waited that has waited longest; 0 when none waits, NaN while nobody knows. */
    public double lagSec(Instant now) {
        double unknownOrNone = records == 0 ? 0 : Double.NaN;
        return since.map(at -> Duration.between(at, now).toMillis() / 1e3).orElse(unknownOrNone);
    }

    /** When the one was written that has waited longest; empty when none waits, or nobody knows. */
    public Optional<Instant> since() {
        return since;
    }
}
