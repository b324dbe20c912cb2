package io.quantum.governor.engine.allocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.facts.Proposal;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.Replies;
import io.quantum.governor.loaders.redis.TargetFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * Writes proposals, each by one server-side script: an event and a shadow key. A target itself is never written. For
 * use by one thread, with a connection that is flushed by hand.
 */
final class ProposalWriter {
    private static final String SCRIPT = script();
    private static final long SHADOW_TTL_SEC = 600;
    private static final int KEPT_EVENTS = 1000;
    /** Before the fields: the lifetime, how many events are kept, and the time. */
    private static final int LEADING = 3;

    private final StatefulRedisConnection<String, byte[]> connection;
    private final Duration timeout;
    private final List<RedisFuture<Object>> sent = new ArrayList<>();

    ProposalWriter(StatefulRedisConnection<String, byte[]> connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    /** Adds a proposal to those that {@link #flush} sends. */
    void add(TargetFacts facts, Proposal proposal) {
        String[] keys = {Keys.proposedTarget(facts.symbol()), Keys.PROPOSALS};
        sent.add(connection.async().eval(SCRIPT, ScriptOutputType.STATUS, keys, arguments(facts, proposal)));
    }

    /**
     * Sends what was added and waits for Redis.
     *
     * @return for each proposal in the order of adding what Redis said against it; empty when it is written
     * @throws RedisException when Redis did not answer
     */
    List<String> flush() {
        List<RedisFuture<Object>> answers = List.copyOf(sent);
        sent.clear();
        connection.flushCommands();
        if (!answers.isEmpty()) {
            Replies.await(answers.get(answers.size() - 1), timeout);
        }
        return answers.stream().map(ProposalWriter::refusal).toList();
    }

    private static String refusal(RedisFuture<Object> answer) {
        try {
            answer.toCompletableFuture().join();
            return "";
        } catch (CompletionException e) {
            if (e.getCause() instanceof RedisCommandExecutionException refused) {
                return String.valueOf(refused.getMessage());
            }
            throw e.getCause() instanceof RedisException redis ? redis : new RedisException(e.getCause());
        }
    }

    private static byte[][] arguments(TargetFacts facts, Proposal proposal) {
        Map<String, String> fields = ProposalFields.of(facts, proposal);
        byte[][] arguments = new byte[LEADING + 2 * fields.size()][];
        arguments[0] = bytes(Long.toString(SHADOW_TTL_SEC));
        arguments[1] = bytes(Integer.toString(KEPT_EVENTS));
        arguments[2] = bytes(Long.toString(facts.at().getEpochSecond()));
        int next = LEADING;
        for (Map.Entry<String, String> field : fields.entrySet()) {
            arguments[next++] = bytes(field.getKey());
            arguments[next++] = bytes(field.getValue());
        }
        return arguments;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String script() {
        try (InputStream in = ProposalWriter.class.getResourceAsStream("propose.lua")) {
            if (in == null) {
                throw new IllegalStateException("propose.lua is not on the class path");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
