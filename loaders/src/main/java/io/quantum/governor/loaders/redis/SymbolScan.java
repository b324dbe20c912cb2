package io.quantum.governor.loaders.redis;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds symbols by the keys that are kept for them, without ever holding Redis up for long. */
public final class SymbolScan {
    private static final int AT_ONCE = 1000;
    private static final List<String> POSITIONS = List.of(Keys.SNAPSHOTS, Keys.OLDER_SNAPSHOTS);

    /** Both kinds of keys by one walk. */
    private static final String POSITIONS_PATTERN = Cell.key("quantum:*position*:*");

    private SymbolScan() {}

    /**
     * The symbols whose position some program has written.
     *
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    static Set<String> withPosition(StatefulRedisConnection<String, byte[]> redis, Duration timeout) {
        return scan(redis, timeout, POSITIONS_PATTERN, POSITIONS);
    }

    /**
     * The symbols that have an allocation target. What the proposer writes lies below {@code proposed:}, which is no
     * symbol.
     *
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    static Set<String> withTarget(StatefulRedisConnection<String, byte[]> redis, Duration timeout) {
        return below(redis, timeout, Keys.TARGETS);
    }

    /**
     * The symbols that had a permit lately.
     *
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    public static Set<String> withPermits(StatefulRedisConnection<String, byte[]> redis, Duration timeout) {
        return below(redis, timeout, Keys.executions(""));
    }

    /**
     * The symbols that have a key which begins so.
     *
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    public static Set<String> below(StatefulRedisConnection<String, byte[]> redis, Duration timeout, String keys) {
        return scan(redis, timeout, keys + "*", List.of(keys));
    }

    private static Set<String> scan(
            StatefulRedisConnection<String, byte[]> redis, Duration timeout, String pattern, List<String> prefixes) {
        ScanArgs matching = ScanArgs.Builder.matches(pattern).limit(AT_ONCE);
        Set<String> symbols = new TreeSet<>();
        ScanCursor from = ScanCursor.INITIAL;
        do {
            RedisFuture<KeyScanCursor<String>> some = redis.async().scan(from, matching);
            redis.flushCommands();
            Replies.await(some, timeout);
            KeyScanCursor<String> found = Replies.value(some);
            found.getKeys().forEach(key -> add(key, prefixes, symbols));
            from = found;
        } while (!from.isFinished());
        return symbols;
    }

    private static void add(String key, List<String> prefixes, Set<String> symbols) {
        for (String prefix : prefixes) {
            if (key.startsWith(prefix) && PlanDecoder.isSymbol(key.substring(prefix.length()))) {
                symbols.add(key.substring(prefix.length()));
            }
        }
    }
}
