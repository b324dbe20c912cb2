package io.quantum.governor.engine.decide.disarm;

import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.loaders.redis.Keys;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** Disarms as an operator sees them. Methods fail with a {@link io.lettuce.core.RedisException} when Redis can't answer. */
public final class Disarms {
    /** What a disarm that was carried out is called, in events and on record. */
    public static final String EVENT = "AUTO_DISARM";

    private final StatefulRedisConnection<String, byte[]> redis;

    /** @param redis flushed by itself */
    public Disarms(StatefulRedisConnection<String, byte[]> redis) {
        this.redis = redis;
    }

    /** How things stand: {@code state}, and what belongs to it. */
    public Map<String, Object> told(Instant now) {
        return DisarmState.read(redis, LocalDate.ofInstant(now, ZoneOffset.UTC)).told();
    }

    /** Calls off what is wanted or under way, and forgets the errors that were counted. Today's record stays. */
    public void callOff() {
        redis.sync().del(DisarmKeys.WANTED, DisarmKeys.WORK, DisarmKeys.LEASE, Keys.EVALUATION_ERRORS);
    }
}
