package io.quantum.governor.loaders.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One key as it was last read. Read by one thread; that it has changed may be told by another one.
 *
 * @param <T> what Redis answers
 */
class KnownKey<T> {
    /** For how long what was read is believed. */
    enum Belief {
        /** For one round trip. */
        NONE,
        /** Until Redis tells of a change. */
        UNTIL_TOLD,
        /** Until a commit is refused, which compares it: it is among what governors write with their decisions. */
        UNTIL_REFUSED
    }

    private final String name;
    private final Belief belief;
    private final Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command;
    private @Nullable Reply<T> reply;
    private long trip = -1;

    /** Whether what was read is believed. */
    private volatile boolean upToDate;

    /** Whether it has changed since it was last asked for, so that the answer may be of before. */
    private volatile boolean overtaken;

    /**
     * @param name the key, for people and for telling it from others
     * @param belief for how long what was read is believed, where Redis tells of changes at all
     * @param command reads it
     */
    KnownKey(String name, Belief belief, Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
        this.name = name;
        this.belief = belief;
        this.command = command;
    }

    final String name() {
        return name;
    }

    final Belief belief() {
        return belief;
    }

    /**
     * Whether it has to be read.
     *
     * @param now the number of the round trip at hand; a key is read once in each, at most
     */
    final boolean isDue(long now) {
        return trip != now && !upToDate;
    }

    /** Reads it; the command is not flushed. */
    final RedisFuture<T> send(RedisAsyncCommands<String, byte[]> redis, long now) {
        overtaken = false;
        trip = now;
        RedisFuture<T> sent = command.apply(redis);
        keep(new Reply<>(name, sent));
        return sent;
    }

    private void keep(Reply<T> now) {
        reply = now;
        replaced();
    }

    /** There is another answer. */
    void replaced() {
        // nothing is made of it here
    }

    /** What was read, once it is answered. */
    final Reply<T> reply() {
        return Objects.requireNonNull(reply);
    }

    /** What was read is not needed any more. */
    final void drop() {
        reply = null;
    }

    /** The answer is here, and can be believed. */
    final void believe() {
        upToDate = !overtaken;
    }

    /** It has changed, or nobody would tell if it had. */
    final void changed() {
        overtaken = true;
        upToDate = false;
    }

    /** This governor has set it to a string. */
    void overwritten(byte[] value) {
        changed();
    }

    /** This governor has pushed an entry onto it. */
    void pushed(byte[] entry) {
        changed();
    }

    /** This governor has written it, so what is in it now is known. */
    final void wrote(T value) {
        if (upToDate) {
            keep(new Reply<>(name, CompletableFuture.completedFuture(value)));
        }
    }
}
