package io.quantum.governor.loaders.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.loaders.UnreadableException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A symbol's budget as it stands in Redis. */
public final class StoredBudget {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Reply<Map<String, byte[]>> reply;

    private StoredBudget(Reply<Map<String, byte[]>> reply) {
        this.reply = reply;
    }

    /**
     * Reads it.
     *
     * @param redis flushed by hand or not
     * @param symbol for which {@link #isSymbol} holds
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    public static StoredBudget read(StatefulRedisConnection<String, byte[]> redis, String symbol) {
        Reply<Map<String, byte[]>> reply =
                new Reply<>(Keys.budget(symbol), redis.async().hgetall(Keys.budget(symbol)));
        redis.flushCommands();
        Replies.await(reply.future(), TIMEOUT);
        return new StoredBudget(reply);
    }

    /** Whether a text can be a symbol. */
    public static boolean isSymbol(String text) {
        return PlanDecoder.isSymbol(text);
    }

    /** The hash's fields as texts; none when there is no hash. */
    public Map<String, String> fields() {
        Map<String, String> fields = new TreeMap<>();
        try {
            reply.value(Map.of()).forEach((name, value) -> fields.put(name, new String(value, UTF_8)));
        } catch (UnreadableException e) {
            // a key of another type holds no budget
        }
        return fields;
    }
}
