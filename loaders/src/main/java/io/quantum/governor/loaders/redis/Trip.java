package io.quantum.governor.loaders.redis;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One round trip to Redis, in which a key is read once at most, and only if it is not known. For use by one thread. */
final class Trip {
    private static final AtomicLong TRIPS = new AtomicLong();

    private final KnownKeys known;
    private final RedisAsyncCommands<String, byte[]> redis;
    private final long number = TRIPS.incrementAndGet();
    private @Nullable CompletionStage<?> last;

    Trip(KnownKeys known, RedisAsyncCommands<String, byte[]> redis) {
        this.known = known;
        this.redis = redis;
    }

    KnownKeys known() {
        return known;
    }

    RedisAsyncCommands<String, byte[]> redis() {
        return redis;
    }

    /** Reads a key that is not known, which then is; the command is not flushed. */
    void read(KnownKey<?> key) {
        if (key.isDue(number)) {
            last = known.read(key, redis, number);
        }
    }

    /**
     * As {@link #read}, of a key of which is known only what was taken out of the answer: whoever has done so calls
     * {@link KnownKeys#believe}.
     */
    <T> Optional<KnownKeys.Sent<T>> readToTake(KnownKey<T> key) {
        if (!key.isDue(number)) {
            return Optional.empty();
        }
        KnownKeys.Sent<T> sent = known.send(key, redis, number);
        last = sent.answer();
        return Optional.of(sent);
    }

    /** The last answer that was asked for, before which all others come; empty when nothing had to be asked. */
    Optional<CompletionStage<?>> last() {
        return Optional.ofNullable(last);
    }
}
