package io.quantum.governor.loaders.redis;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for Redis. */
public final class Replies {
    private Replies() {}

    /**
     * Waits for the last command of a pipeline; Redis answers in order, so all before it are done then too.
     *
     * @throws RedisException when there is no answer in time, or the waiting thread is interrupted
     */
    public static void await(CompletionStage<?> last, Duration timeout) {
        try {
            last.handle((answer, refused) -> refused)
                    .toCompletableFuture()
                    .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new RedisCommandTimeoutException("no answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a refusal is an answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisException("interrupted while waiting for Redis", e);
        }
    }

    /**
     * The answer to a command that has been waited for.
     *
     * @throws RedisException what Redis answered instead
     */
    public static <T> T value(RedisFuture<T> done) {
        try {
            return done.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RedisException redis ? redis : new RedisException(e.getCause());
        }
    }
}
