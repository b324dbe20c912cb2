package io.quantum.governor.loaders.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.GenericMapOutput;
import io.lettuce.core.protocol.CommandType;
import io.quantum.governor.loaders.declared.About;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has read, until Redis says that a key has changed. It says so on the connection that brings plans, and
 * before the plans that were published after the change: so by the time that a plan is here, what has changed before it is
 * known to have changed. Without that service, which an old Redis, a proxy or a missing right may refuse, nothing is believed
 * for longer than a round trip. Safe for use by the thread that reads and the one that brings news.
 */
final class KnownKeys {
    /** So many symbols, accounts and strategies are known; with one more, knowing begins anew. */
    private static final int MOST_ABOUTS = 20_000;

    private static final String INVALIDATE = "invalidate";
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
    private static final Long RESP3 = 3L;
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(10);

    private final List<StringKey> kill =
            Keys.KILL_SWITCHES.stream().map(StringKey::ofOthers).toList();
    private final Map<About, List<DeclaredKey>> byAbout = new HashMap<>();
    private final Map<String, SymbolKeys> bySymbol = new HashMap<>();
    private final Map<String, List<KnownKey<?>>> byName = new HashMap<>();
    private final @Nullable StatefulRedisConnection<String, byte[]> deciding;
    private final @Nullable StatefulRedisConnection<String, byte[]> telling;
    private long connections;
    private boolean asked;
    private long askedNanos;

    /** Whether Redis tells of changes. */
    private boolean tells;

    /** Nobody tells of changes: for those who read once. */
    KnownKeys() {
        deciding = null;
        telling = null;
    }

    /**
     * @param deciding reads keys, and commits; flushed by hand
     * @param telling brings plans
     */
    KnownKeys(StatefulRedisConnection<String, byte[]> deciding, StatefulRedisConnection<String, byte[]> telling) {
        this.deciding = deciding;
        this.telling = telling;
        telling.addListener(this::pushed);
        RedisConnectionStateListener loss = new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
                disconnected();
            }
        };
        deciding.addListener(loss);
        telling.addListener(loss);
    }

    /** Begins a round trip. */
    Trip begin(RedisAsyncCommands<String, byte[]> redis) {
        if (deciding != null && telling != null) {
            askNowAndThen(deciding, telling);
        }
        return new Trip(this, redis);
    }

    /** Once for each time that the connections are made; when Redis does not want to, again after a while. */
    private void askNowAndThen(
            StatefulRedisConnection<String, byte[]> reader, StatefulRedisConnection<String, byte[]> teller) {
        long then;
        synchronized (this) {
            if (asked && (tells || System.nanoTime() - askedNanos < BETWEEN_QUESTIONS.toNanos())) {
                return;
            }
            asked = true;
            askedNanos = System.nanoTime();
            then = connections;
        }
        GenericMapOutput<String, byte[]> itself = new GenericMapOutput<>(CODEC);
        teller.async().<Map<String, Object>>dispatch(CommandType.HELLO, itself).whenComplete((said, refused) -> {
            // by the older protocol news would get lost on their way
            if (refused == null && said.get("id") instanceof Long id && RESP3.equals(said.get("proto"))) {
                reader.async()
                        .clientTracking(
                                TrackingArgs.Builder.enabled().redirect(id).optin())
                        .whenComplete((ok, no) -> begun(then, no == null));
                reader.flushCommands();
            }
        });
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
            some.forEach(name -> named(String.valueOf(name)).forEach(KnownKey::changed));
        } else {
            forget();
        }
    }

    /** Nothing is known any more. */
    synchronized void forget() {
        byName.values().forEach(keys -> keys.forEach(KnownKey::changed));
        byName.clear();
        byAbout.clear();
        bySymbol.clear();
    }

    private List<KnownKey<?>> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** Takes note that a key may be told of. */
    synchronized void follow(KnownKey<?> key) {
        List<KnownKey<?>> ofName = byName.computeIfAbsent(key.name(), name -> new ArrayList<>(1));
        if (!ofName.contains(key)) {
            ofName.add(key);
        }
    }

    /** The kill switches. */
    List<StringKey> kill() {
        kill.forEach(this::follow);
        return kill;
    }

    /** What no rulebook declares of a symbol. */
    synchronized SymbolKeys symbol(String symbol, LocalDate day) {
        SymbolKeys known = bySymbol.get(symbol);
        if (known != null && known.day().equals(day)) {
            return known;
        }
        if (known != null) {
            known.all().forEach(key -> named(key.name()).remove(key));
        } else if (bySymbol.size() == MOST_ABOUTS) {
            forget();
        }
        SymbolKeys keys = SymbolKeys.of(symbol, day);
        keys.all().forEach(this::follow);
        bySymbol.put(symbol, keys);
        return keys;
    }

    /** The keys that declared facts about something are made of, in the order of the reads. */
    synchronized List<DeclaredKey> about(About about, List<KeyRead> reads) {
        List<DeclaredKey> known = byAbout.get(about);
        if (known != null) {
            return known;
        }
        if (byAbout.size() == MOST_ABOUTS) {
            forget();
        }
        List<DeclaredKey> keys = new ArrayList<>(reads.size());
        for (KeyRead read : reads) {
            keys.add(declared(read, about));
        }
        byAbout.put(about, keys);
        return keys;
    }

    /** Several symbols may need the same key. */
    private DeclaredKey declared(KeyRead read, About about) {
        DeclaredKey made = new DeclaredKey(read, about);
        for (KnownKey<?> known : named(made.name())) {
            if (known instanceof DeclaredKey declared && declared.isOf(read)) {
                return declared;
            }
        }
        follow(made);
        return made;
    }

    /** Reads a key, which is then known from the moment at which the answer comes; the command is not flushed. */
    RedisFuture<?> read(KnownKey<?> key, RedisAsyncCommands<String, byte[]> redis, long trip) {
        Sent<?> sent = send(key, redis, trip);
        var unused = sent.answer().thenAccept(answer -> believe(key, sent.told()));
        return sent.answer();
    }

    /**
     * A command that was sent.
     *
     * @param told the connections that will tell of changes; empty when none will
     */
    record Sent<T>(RedisFuture<T> answer, OptionalLong told) {}

    /** As {@link #read}, of a key of which nothing is known before somebody says so, who has used the answer. */
    <T> Sent<T> send(KnownKey<T> key, RedisAsyncCommands<String, byte[]> redis, long trip) {
        OptionalLong told = told();
        if (told.isEmpty() || key.belief() != KnownKey.Belief.UNTIL_TOLD) {
            return new Sent<>(key.send(redis, trip), told);
        }
        RedisFuture<String> tracked = redis.clientCaching(true);
        RedisFuture<T> answer = key.send(redis, trip);
        var unused = tracked.whenComplete((ok, refused) -> {
            if (refused != null) {
                key.changed();
            }
        });
        return new Sent<>(answer, told);
    }

    /** No lock is held while the client is called: it has one of its own, which it holds while it tells of a lost connection. */
    private synchronized OptionalLong told() {
        return tells ? OptionalLong.of(connections) : OptionalLong.empty();
    }

    /**
     * An answer has come, or has been used.
     *
     * @param told as it was when the command was sent
     */
    synchronized void believe(KnownKey<?> key, OptionalLong told) {
        if (told.isPresent() && told.getAsLong() == connections && key.belief() != KnownKey.Belief.NONE) {
            key.believe();
        }
    }

    /** This governor has set a string. */
    synchronized void wrote(String name, byte[] value) {
        named(name).forEach(key -> key.overwritten(value));
    }

    /** This governor has pushed an entry onto a list. */
    synchronized void pushed(String name, byte[] entry) {
        named(name).forEach(key -> key.pushed(entry));
    }
}
