package io.quantum.governor.engine.decide.plan;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.record.audit.Frame;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.Script;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Commits outcomes, some of them by one call of a server-side script. Sending a commit twice is harmless. Takes a connection
 * that is flushed by hand.
 */
final class Committer {
    private static final String SCRIPT = new Script(Committer.class, "commit.lua").text();
    private static final Script FRAME = new Script(Committer.class, "frame.lua");

    private final StatefulRedisConnection<String, byte[]> connection;
    private final String[] keys;
    private final String digest;

    /** @param plans the plan stream */
    Committer(StatefulRedisConnection<String, byte[]> connection, String plans) {
        this.connection = connection;
        this.keys = new String[] {plans, Keys.AUDIT, Keys.FRAMES};
        this.digest = connection.async().digest(SCRIPT);
    }

    /**
     * Sends commits.
     *
     * @param frame the id of the frame that their audit records name
     * @return what became of each, in their order; fails with a {@link io.lettuce.core.RedisException} when Redis did not
     *     answer: nobody knows then, and sending again is harmless
     */
    CompletionStage<List<CommitResult>> send(String frame, List<Commit> commits) {
        List<byte[]> all = new ArrayList<>();
        all.add(bytes(StreamNames.GROUP));
        all.add(bytes(frame));
        for (Commit commit : commits) {
            List<byte[]> own = commit.arguments();
            all.add(bytes(Integer.toString(own.size())));
            all.addAll(own);
        }
        byte[][] arguments = all.toArray(byte[][]::new);
        RedisFuture<List<Object>> answer = connection.async().evalsha(digest, ScriptOutputType.MULTI, keys, arguments);
        connection.flushCommands();
        return answer.exceptionallyCompose(fault -> fault instanceof RedisNoScriptException
                        ? sendWithScript(arguments)
                        : CompletableFuture.failedFuture(fault))
                .thenApply(Committer::results);
    }

    /** A Redis that was restarted, or that took over from another one, does not know the script. */
    private CompletionStage<List<Object>> sendWithScript(byte[][] arguments) {
        RedisFuture<List<Object>> answer = connection.async().eval(SCRIPT, ScriptOutputType.MULTI, keys, arguments);
        connection.flushCommands();
        return answer;
    }

    private static List<CommitResult> results(List<Object> words) {
        return words.stream()
                .map(word -> CommitResult.parse(new String((byte[]) word, StandardCharsets.UTF_8)))
                .toList();
    }

    /** Puts a frame on record, if it is not there; done when it is. */
    CompletionStage<Long> put(Frame frame, Instant at) {
        RedisFuture<Long> answer = FRAME.send(
                connection, new String[] {Keys.FRAMES, Keys.AUDIT}, bytes(frame.id()), frame.json(), frame.record(at));
        connection.flushCommands();
        return answer;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
