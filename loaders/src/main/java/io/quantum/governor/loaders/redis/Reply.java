package io.quantum.governor.loaders.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.quantum.governor.loaders.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What Redis answered about one key.
 *
 * @param key the key that was read
 * @param future done, by the time its value is asked for; else it is as if Redis could not answer
 */
record Reply<T>(String key, CompletionStage<T> future) {
    private static final String WRONG_TYPE = "WRONGTYPE";

    /**
     * The value, or null when there is none.
     *
     * @throws UnreadableException when the key holds another type
     * @throws RedisException when Redis could not answer at all
     */
    @Nullable
    T valueOrNull() throws UnreadableException {
        CompletableFuture<T> answer = future.toCompletableFuture();
        if (!answer.isDone()) {
            // waiting here could be waiting on the thread that brings the answer
            throw new RedisCommandTimeoutException("no answer about " + key + " yet");
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RedisCommandExecutionException refused
                    && String.valueOf(refused.getMessage()).startsWith(WRONG_TYPE)) {
                throw new UnreadableException("holds another type than the contract says; delete or rename it");
            }
            throw e.getCause() instanceof RedisException redis ? redis : new RedisException(e.getCause());
        }
    }

    /**
     * As {@link #valueOrNull()}, for a key that counts even when Redis won't show it: any refusal, for want of a
     * right too, makes it unreadable.
     */
    @Nullable
    T valueUnlessRefused() throws UnreadableException {
        try {
            return valueOrNull();
        } catch (RedisCommandExecutionException e) {
            throw new UnreadableException(String.valueOf(e.getMessage()));
        }
    }

    /** Whether there is an answer, be it none or of another type. */
    boolean isAnswered() {
        try {
            valueOrNull();
            return true;
        } catch (UnreadableException e) {
            return true;
        } catch (RedisCommandExecutionException e) {
            return false;
        }
    }

    T value(T otherwise) throws UnreadableException {
        @Nullable T value = valueOrNull();
        return value == null ? otherwise : value;
    }

    /** Of a string: its text, empty when there is none. */
    String text() throws UnreadableException {
        Object value = valueOrNull();
        return value == null ? "" : new String((byte[]) value, StandardCharsets.UTF_8);
    }

    /** Of a string: its number. */
    double number() throws UnreadableException {
        String text = text();
        return Texts.number(text.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new UnreadableException("'" + Fields.cut(text) + "' is not a number"));
    }

    /** Of a string: its number, 0 when there is none. */
    double numberOrZero() throws UnreadableException {
        return valueOrNull() == null ? 0 : number();
    }
}
