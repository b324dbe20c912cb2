package io.quantum.governor.engine.plan;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.loaders.redis.Replies;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * Commits outcomes, each by one server-side script and all in one round trip. Sending a commit twice is harmless. For
 * use by one thread, with a connection that is flushed by hand.
 */
final class Committer {
    private static final String SCRIPT = script();

    private final StatefulRedisConnection<String, byte[]> connection;
    private final String digest;
    private final Duration timeout;

    Committer(StatefulRedisConnection<String, byte[]> connection, Duration timeout) {
        this.connection = connection;
        this.digest = connection.async().digest(SCRIPT);
        this.timeout = timeout;
    }

    /** Adds a commit to those that the next {@link #flush()} sends. */
    RedisFuture<byte[]> send(Commit commit) {
        return connection.async().evalsha(digest, ScriptOutputType.VALUE, commit.keys(), commit.arguments());
    }

    /** Sends what has been added, and does not wait. */
    void flush() {
        connection.flushCommands();
    }

    /**
     * Waits for what became of commits.
     *
     * @param drafts what was sent
     * @param answers what {@link #send} returned for each of them
     * @throws RedisException when Redis did not answer; nobody knows then, and sending again is harmless
     */
    List<CommitResult> results(List<Draft> drafts, List<RedisFuture<byte[]>> answers) {
        if (answers.isEmpty()) {
            return List.of();
        }
        Replies.await(answers.get(answers.size() - 1), timeout);
        List<CommitResult> results = new ArrayList<>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            results.add(result(drafts.get(i).commit(), answers.get(i)));
        }
        return results;
    }

    private CommitResult result(Commit commit, RedisFuture<byte[]> answer) {
        try {
            return CommitResult.parse(new String(answer.toCompletableFuture().join(), StandardCharsets.UTF_8));
        } catch (CompletionException e) {
            if (e.getCause() instanceof RedisNoScriptException) {
                return result(commit, sendWithScript(commit));
            }
            throw e.getCause() instanceof RedisException redis ? redis : new RedisException(e.getCause());
        }
    }

    /** A Redis that was restarted, or that took over from another one, does not know the script. */
    private RedisFuture<byte[]> sendWithScript(Commit commit) {
        RedisFuture<byte[]> answer =
                connection.async().eval(SCRIPT, ScriptOutputType.VALUE, commit.keys(), commit.arguments());
        connection.flushCommands();
        Replies.await(answer, timeout);
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
