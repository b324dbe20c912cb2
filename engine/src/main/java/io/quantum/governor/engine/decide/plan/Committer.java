package io.quantum.governor.engine.decide.plan;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.record.audit.Frame;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.Script;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Commits outcomes, each by one server-side script and all in one round trip. Sending a commit twice is harmless. Takes
 * a connection that is flushed by hand.
 */
final class Committer {
    private static final String SCRIPT = script();
    private static final Script FRAME = new Script(Committer.class, "frame.lua");

    private final StatefulRedisConnection<String, byte[]> connection;
    private final String digest;

    Committer(StatefulRedisConnection<String, byte[]> connection) {
        this.connection = connection;
        this.digest = connection.async().digest(SCRIPT);
    }

    /**
     * Adds a commit to those that the next {@link #flush()} sends.
     *
     * @return what became of it; fails with a {@link io.lettuce.core.RedisException} when Redis did not answer: nobody
     *     knows then, and sending again is harmless
     */
    CompletionStage<CommitResult> send(Commit commit) {
        RedisFuture<byte[]> answer =
                connection.async().evalsha(digest, ScriptOutputType.VALUE, commit.keys(), commit.arguments());
        return answer.exceptionallyCompose(fault -> fault instanceof RedisNoScriptException
                        ? sendWithScript(commit)
                        : CompletableFuture.failedFuture(fault))
                .thenApply(word -> CommitResult.parse(new String(word, StandardCharsets.UTF_8)));
    }

    /** Puts a frame on record, if it is not there; done when it is. */
    CompletionStage<Long> put(Frame frame, Instant at) {
        RedisFuture<Long> answer = FRAME.send(
                connection,
                new String[] {Keys.FRAMES, Keys.AUDIT},
                frame.id().getBytes(StandardCharsets.UTF_8),
                frame.json(),
                frame.record(at));
        connection.flushCommands();
        return answer;
    }

    /** Sends what has been added. */
    void flush() {
        connection.flushCommands();
    }

    /** A Redis that was restarted, or that took over from another one, does not know the script. */
    private CompletionStage<byte[]> sendWithScript(Commit commit) {
        RedisFuture<byte[]> answer =
                connection.async().eval(SCRIPT, ScriptOutputType.VALUE, commit.keys(), commit.arguments());
        connection.flushCommands();
        return answer;
    }

    private static String script() {
        try (InputStream in = Committer.class.getResourceAsStream("commit.lua")) {
            if (in == null) {
                throw new IllegalStateException("commit.lua is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
