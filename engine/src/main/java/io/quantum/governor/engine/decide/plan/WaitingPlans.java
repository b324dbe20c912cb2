package io.quantum.governor.engine.decide.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.loaders.redis.Replies;
import io.quantum.governor.loaders.redis.Script;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * The plans that no governor has decided yet.
 *
 * @param count how many; empty when this Redis can't tell
 * @param oldestMs for how long the oldest has waited, milliseconds; 0 when none waits
 * @param redisMs when Redis was asked, by its own clock, milliseconds since the epoch
 */
public record WaitingPlans(OptionalLong count, long oldestMs, long redisMs) {
    private static final Script WAITING = new Script(WaitingPlans.class, "waiting.lua");

    /**
     * Asks Redis.
     *
     * @param redis flushed by itself
     * @param stream of plans
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    public static WaitingPlans of(StatefulRedisConnection<String, byte[]> redis, String stream, Duration timeout) {
        RedisFuture<List<Object>> sent =
                WAITING.sendForList(redis, new String[] {stream}, StreamNames.GROUP.getBytes(UTF_8));
        Replies.await(sent, timeout);
        List<Object> answer = Replies.value(sent);
        long count = (Long) answer.get(0);
        return new WaitingPlans(
                count < 0 ? OptionalLong.empty() : OptionalLong.of(count), (Long) answer.get(1), (Long) answer.get(2));
    }
}
