package io.quantum.governor.loaders.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.loaders.UnreadableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** What stands in a key when nobody means to stop anything; an empty key is as good as none. */
    private static final Set<String> OFF_WORDS = Set.of("", "0", "false", "no", "off");

    private KillSwitches() {}

    /**
     * Whether a key stops everything: who writes into it in a hurry may mistype a word, so whatever is not plainly off is
     * on. Bytes that are no UTF-8 become letters that no word has.
     */
    static boolean isOn(byte[] value) {
        return !OFF_WORDS.contains(new String(value, UTF_8).strip().toLowerCase(Locale.ROOT));
    }

    /** Whether the key of an answer stops everything. A key that is not there does not. */
    static boolean isOn(Reply<byte[]> reply) throws UnreadableException {
        byte @Nullable [] value = reply.valueUnlessRefused();
        return value != null && isOn(value);
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
            states.put(key, state(new Reply<>(key, sent)));
        }
        return states;
    }

    /** All of them in words, by their {@link #states}: {@code off}, or {@code on: } and the keys that are on. */
    public static String words(Map<String, String> states) {
        List<String> on = new ArrayList<>();
        states.forEach((key, state) -> {
            if (!state.equals(OFF)) {
                on.add(state.equals(ON) ? key : key + " (can't be read)");
            }
        });
        return on.isEmpty() ? OFF : ON + ": " + String.join(", ", on);
    }

    /** Whether {@link #words} say that a switch is on, or counts as on. */
    public static boolean isNamed(String words, String key) {
        return Arrays.stream(words.split("[ ,]+", -1)).anyMatch(key::equals);
    }

    private static String state(Reply<byte[]> reply) {
        try {
            return isOn(reply) ? ON : OFF;
        } catch (UnreadableException e) {
            return "can't be read, which counts as on: " + e.getMessage();
        }
    }
}
