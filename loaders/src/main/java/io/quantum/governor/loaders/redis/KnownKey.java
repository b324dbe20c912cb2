package io.quantum.governor.loaders.redis;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.declared.About;
import io.quantum.governor.loaders.declared.DeclaredDecoder;
import io.quantum.governor.loaders.declared.FactDeclaration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One key as it was last read, and the facts that were made of it. Read by one thread; that it has changed may be told by
 * another one.
 */
final class KnownKey {
    private final KeyRead read;
    private final About about;
    private final @Nullable Fact[] facts;
    private @Nullable Reply<?> reply;
    private long trip = -1;
    private long madeAtSec = Long.MIN_VALUE;

    /** Whether Redis would have told of a change since it was read. */
    private volatile boolean upToDate;

    KnownKey(KeyRead read, About about) {
        this.read = read;
        this.about = about;
        this.facts = new @Nullable Fact[read.declarations().size()];
    }

    /** Whether Redis is to tell of its changes. */
    boolean isWatched() {
        return read.isWatched();
    }

    boolean isOf(KeyRead sort) {
        return read.equals(sort);
    }

    /**
     * Whether it has to be read.
     *
     * @param now the number of the round trip at hand; a key is read once in each, at most
     */
    boolean isDue(long now) {
        return trip != now && !upToDate;
    }

    /** Reads it; the command is not flushed. */
    Reply<?> send(RedisAsyncCommands<String, byte[]> redis, long now) {
        Reply<?> sent = read.send(redis, about);
        reply = sent;
        trip = now;
        madeAtSec = Long.MIN_VALUE;
        return sent;
    }

    /** From here on Redis tells of its changes. */
    void watched() {
        upToDate = true;
    }

    /** It has changed, or nobody would tell if it had. */
    void changed() {
        upToDate = false;
    }

    /**
     * A fact that is made of it, once it was answered. It is made anew when it could have become older.
     *
     * @param n which of the declarations that read this key
     */
    Fact fact(int n, Instant now) {
        long sec = now.getEpochSecond();
        if (madeAtSec != sec) {
            Reply<?> answer = Objects.requireNonNull(reply);
            for (int i = 0; i < facts.length; i++) {
                FactDeclaration declaration = read.declarations().get(i);
                if (madeAtSec == Long.MIN_VALUE || declaration.isAged()) {
                    facts[i] = DeclaredDecoder.read(declaration, answer.key(), read.row(answer), now);
                }
            }
            madeAtSec = sec;
        }
        return Objects.requireNonNull(facts[n]);
    }
}
