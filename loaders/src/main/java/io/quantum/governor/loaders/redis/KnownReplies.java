package io.quantum.governor.loaders.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.codec.StringCodec;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has read of keys that declared facts are made of, until Redis says that a key has changed: it tells so
 * on the same connection, before it answers whatever is asked next. Without that service, which an old Redis, a proxy or a
 * missing right may refuse, nothing is kept. Thread-safe.
 */
final class KnownReplies {
    /** So many keys of each sort; of more, those that were not asked for the longest are read again. */
    private static final int MOST_OF_A_SORT = 20_000;

    private static final String INVALIDATE = "invalidate";

    private final IdentityHashMap<KeyRead, Map<String, Reply<?>>> known = new IdentityHashMap<>();
    private long connections;
    private boolean asked;

    /** Whether Redis tells of changes. */
    private boolean tells;

    KnownReplies(StatefulRedisConnection<String, byte[]> connection) {
        connection.addListener(this::pushed);
        connection.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
                disconnected();
            }
        });
    }

    /** Asks Redis, once for each time that the connection is made, to tell of changes; it is not flushed. */
    synchronized void begin(StatefulRedisConnection<String, byte[]> connection) {
        if (!asked) {
            asked = true;
            long then = connections;
            connection
                    .async()
                    .clientTracking(TrackingArgs.Builder.enabled())
                    .whenComplete((ok, refused) -> begun(then, refused == null));
        }
    }

    private synchronized void begun(long then, boolean willTell) {
        if (then == connections) {
            tells = willTell;
        }
    }

    private synchronized void disconnected() {
        connections++;
        asked = false;
        tells = false;
        known.clear();
    }

    private void pushed(PushMessage message) {
        if (message.getType().equals(INVALIDATE)) {
            List<Object> content = message.getContent(StringCodec.UTF8::decodeKey);
            changed(content.get(content.size() - 1));
        }
    }

    /** @param keys a list of keys, or nothing when all are gone */
    private synchronized void changed(@Nullable Object keys) {
        if (keys instanceof List<?> some) {
            known.values().forEach(replies -> some.forEach(replies::remove));
        } else {
            known.clear();
        }
    }

    /** Other rules ask for other keys. */
    synchronized void forget() {
        known.clear();
    }

    /** What is known of a key; null when it has to be read. */
    synchronized @Nullable Reply<?> get(KeyRead read, String key) {
        Map<String, Reply<?>> ofSort = known.get(read);
        return ofSort == null ? null : ofSort.get(key);
    }

    /** Keeps the answer to a command that was sent, from the moment at which it comes. */
    synchronized void keep(KeyRead read, String key, Reply<?> sent) {
        if (tells && read.isWatched()) {
            long then = connections;
            sent.future().thenAccept(answer -> put(then, read, key, answer));
        }
    }

    private synchronized void put(long then, KeyRead read, String key, @Nullable Object answer) {
        if (then == connections) {
            known.computeIfAbsent(read, r -> new Latest())
                    .put(key, new Reply<>(key, CompletableFuture.completedFuture(answer)));
        }
    }

    /** Keys in the order in which they were asked for. */
    private static final class Latest extends LinkedHashMap<String, Reply<?>> {
        private static final long serialVersionUID = 1L;

        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Reply<?>> eldest) {
            return size() > MOST_OF_A_SORT;
        }
    }
}
