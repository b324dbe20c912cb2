package io.quantum.governor.loaders.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kill switches one by one, for people; plans are judged by all of them together. */
public final class KillSwitches {
    /** A switch that is on. */
    public static final String ON = "on";

    /** A switch that is off. */
    public static final String OFF = "off";

    private static final Set<String> WORDS = Set.of("1", "true", "yes");

    private KillSwitches() {}

    static boolean isOn(String text) {
        return WORDS.contains(text.toLowerCase(Locale.ROOT));
    }

    /**
     * Each switch by its key: {@link #ON}, {@link #OFF}, or that it can't be read, which counts as on.
     *
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    public static Map<String, String> states(StatefulRedisConnection<String, byte[]> redis, Duration timeout) {
        Map<String, String> states = new LinkedHashMap<>();
        for (String key : Keys.KILL_SWITCHES) {
            RedisFuture<byte[]> sent = redis.async().get(key);
            redis.flushCommands();
            Replies.await(sent, timeout);
            states.put(key, state(sent));
        }
        return states;
    }

    private static String state(RedisFuture<byte[]> sent) {
        try {
            byte @Nullable [] value = Replies.value(sent);
            return value != null && isOn(new String(value, UTF_8).strip()) ? ON : OFF;
        } catch (RedisCommandExecutionException e) {
            return "can't be read, which counts as on: " + e.getMessage();
        }
    }
}
