package io.quantum.governor.loaders.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.codec.StringCodec;
import io.quantum.governor.loaders.declared.About;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has read of keys that declared facts are made of, until Redis says that a key has changed: it tells so
 * on the same connection, before it answers whatever is asked next. Without that service, which an old Redis, a proxy or a
 * missing right may refuse, nothing is believed for longer than a round trip. Thread-safe.
 */
final class KnownKeys {
    /** So many symbols, accounts and strategies are known; with one more, knowing begins anew. */
    private static final int MOST_ABOUTS = 20_000;

    private static final String INVALIDATE = "invalidate";

    private final Map<About, List<KnownKey>> byAbout = new HashMap<>();
    private final Map<String, List<KnownKey>> byName = new HashMap<>();
    private long connections;
    private boolean asked;

    /** Whether Redis tells of changes. */
    private boolean tells;

    /** Nobody tells of changes: for those who read once. */
    KnownKeys() {}

    /** Redis tells of changes on this connection. */
    KnownKeys(StatefulRedisConnection<String, byte[]> connection) {
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
        forget();
    }

    private void pushed(PushMessage message) {
        if (message.getType().equals(INVALIDATE)) {
            List<Object> content = message.getContent(StringCodec.UTF8::decodeKey);
            changed(content.get(content.size() - 1));
        }
    }

    /** @param names a list of keys, or nothing when all are gone */
    private synchronized void changed(@Nullable Object names) {
        if (names instanceof List<?> some) {
            some.forEach(
                    name -> byName.getOrDefault(String.valueOf(name), List.of()).forEach(KnownKey::changed));
        } else {
            forget();
        }
    }

    /** Nothing is known any more. */
    synchronized void forget() {
        byName.values().forEach(keys -> keys.forEach(KnownKey::changed));
        byName.clear();
        byAbout.clear();
    }

    /** The keys that facts about something are made of, in the order of the reads. */
    synchronized List<KnownKey> about(About about, List<KeyRead> reads) {
        List<KnownKey> known = byAbout.get(about);
        if (known != null) {
            return known;
        }
        if (byAbout.size() == MOST_ABOUTS) {
            forget();
        }
        List<KnownKey> keys = new ArrayList<>(reads.size());
        for (KeyRead read : reads) {
            keys.add(key(read, about));
        }
        byAbout.put(about, keys);
        return keys;
    }

    /** Several symbols may need the same key. */
    private KnownKey key(KeyRead read, About about) {
        List<KnownKey> ofName = byName.computeIfAbsent(read.key(about), name -> new ArrayList<>(1));
        for (KnownKey known : ofName) {
            if (known.isOf(read)) {
                return known;
            }
        }
        KnownKey added = new KnownKey(read, about);
        ofName.add(added);
        return added;
    }

    /** Reads a key, which is then known from the moment at which the answer comes; the command is not flushed. */
    synchronized Reply<?> read(KnownKey key, RedisAsyncCommands<String, byte[]> redis, long trip) {
        Reply<?> sent = key.send(redis, trip);
        if (tells && key.isWatched()) {
            long then = connections;
            sent.future().thenAccept(answer -> answered(then, key));
        }
        return sent;
    }

    private synchronized void answered(long then, KnownKey key) {
        if (then == connections) {
            key.watched();
        }
    }
}
