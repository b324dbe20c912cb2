package io.quantum.governor.loaders.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.loaders.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which plans the executor has reported as executed, by a key for each plan id: a stream can't be asked for
 * one plan. Every governor does this; doing it twice is harmless. For use by one thread.
 */
public final class ExecutionFollower {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutionFollower.class);
    private static final int AT_ONCE = 1000;
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final Supplier<StatefulRedisConnection<String, byte[]>> connector;
    private final String stream;
    private Optional<StatefulRedisConnection<String, byte[]>> connection = Optional.empty();
    private String lastId = "0-0";

    /**
     * @param connector connects to Redis, and fails while it can't be reached
     * @param stream where the executor reports
     */
    public ExecutionFollower(Supplier<StatefulRedisConnection<String, byte[]>> connector, String stream) {
        this.connector = connector;
        this.stream = stream;
    }

    /** Reads what is new; while Redis is away it does nothing, and reads on when Redis is back. */
    public void follow() {
        try {
            connection = Optional.of(connection.orElseGet(connector));
            while (followSome(connection.get()) == AT_ONCE) {
                LOG.debug("more results to read after {}", lastId);
            }
        } catch (RedisException e) {
            LOG.debug("results can't be followed for now: {}", e.getMessage());
        }
    }

    @SuppressWarnings("unchecked") // Lettuce takes its streams as generic varargs
    private int followSome(StatefulRedisConnection<String, byte[]> redis) {
        List<StreamMessage<String, byte[]>> results =
                redis.sync().xread(XReadArgs.Builder.count(AT_ONCE), StreamOffset.from(stream, lastId));
        for (StreamMessage<String, byte[]> result : results) {
            remember(redis, new Fields(result.getBody()), result.getId());
        }
        if (!results.isEmpty()) {
            lastId = results.get(results.size() - 1).getId();
        }
        return results.size();
    }

    private static void remember(StatefulRedisConnection<String, byte[]> redis, Fields result, String id) {
        try {
            String planId = result.text("plan_id");
            if (PlanDecoder.isPlanId(planId)
                    && result.text("executed").toLowerCase(Locale.ROOT).equals("true")) {
                redis.sync()
                        .set(
                                Keys.executed(planId),
                                id.getBytes(StandardCharsets.US_ASCII),
                                SetArgs.Builder.ex(REMEMBERED));
            }
        } catch (UnreadableException e) {
            LOG.warn("result {} can't be read and is passed over: {}", id, e.getMessage());
        }
    }
}
