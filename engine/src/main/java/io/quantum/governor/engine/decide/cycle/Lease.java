package io.quantum.governor.engine.decide.cycle;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.loaders.redis.Cell;
import io.quantum.governor.loaders.redis.Replies;
import io.quantum.governor.loaders.redis.Script;
import java.time.Duration;

/**
 * The right to run an engine's cycles: a key in Redis with an owner and an expiry, which one daemon holds at a time. For
 * use by one thread, with a connection that is flushed by hand.
 */
public final class Lease {
    private static final Script HOLD = new Script(Lease.class, "hold.lua");
    private static final Script RELEASE = new Script(Lease.class, "release.lua");
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final StatefulRedisConnection<String, byte[]> redis;
    private final String key;
    private final byte[] owner;
    private final Duration expiry;

    /**
     * @param redis flushed by hand
     * @param engine the engine's name, {@code budget}
     * @param owner differs from every other daemon's
     * @param expiry how long the lease holds when it is not renewed
     */
    public Lease(StatefulRedisConnection<String, byte[]> redis, String engine, String owner, Duration expiry) {
        this(redis, owner, expiry, key(engine));
    }

    private Lease(StatefulRedisConnection<String, byte[]> redis, String owner, Duration expiry, String key) {
        this.redis = redis;
        this.key = key;
        this.owner = owner.getBytes(US_ASCII);
        this.expiry = expiry;
    }

    /** The right to something else than an engine's cycles, kept in that key. */
    public static Lease at(StatefulRedisConnection<String, byte[]> redis, String key, String owner, Duration expiry) {
        return new Lease(redis, owner, expiry, key);
    }

    /** Where an engine's lease is kept. */
    public static String key(String engine) {
        return Cell.key("quantum:governor:lease:") + engine;
    }

    /**
     * Takes the lease or renews it.
     *
     * @return whether it is this owner's now
     * @throws io.lettuce.core.RedisException when Redis did not answer, or the key is not a string
     */
    public boolean hold() {
        RedisFuture<Long> held = HOLD.send(
                redis,
                new String[] {key},
                owner,
                Long.toString(expiry.toMillis()).getBytes(US_ASCII));
        return answer(held) == 1;
    }

    /** Gives the lease back, so that another daemon need not wait until it expires. */
    public void release() {
        answer(RELEASE.send(redis, new String[] {key}, owner));
    }

    private long answer(RedisFuture<Long> sent) {
        redis.flushCommands();
        Replies.await(sent, TIMEOUT);
        return Replies.value(sent);
    }

    String key() {
        return key;
    }

    byte[] owner() {
        return owner.clone();
    }
}
