package io.quantum.governor.loaders.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.quantum.governor.loaders.declared.About;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one connection has read, until {@link News} tell that a key has changed, or a commit is refused that compares it. Where
 * there are no news, nothing is believed for longer than a round trip. Safe for use by the thread that reads and the one that
 * brings news.
 */
final class KnownKeys {
    /** So many symbols, accounts and strategies are known; with one more, knowing begins anew. */
    private static final int MOST_ABOUTS = 20_000;

    private final List<StringKey> kill =
            Keys.KILL_SWITCHES.stream().map(StringKey::ofOthers).toList();
    private final Map<About, List<DeclaredKey>> byAbout = new HashMap<>();
    private final Map<String, SymbolKeys> bySymbol = new HashMap<>();
    private final Map<String, List<KnownKey<?>>> byName = new HashMap<>();
    private final Optional<News> news;

    /** Nobody tells of changes: for those who read once. */
    KnownKeys() {
        news = Optional.empty();
    }

    /**
     * @param deciding reads keys, and commits; flushed by hand
     * @param plans brings plans, and news
     */
    KnownKeys(StatefulRedisConnection<String, byte[]> deciding, StatefulRedisConnection<String, byte[]> plans) {
        News told = new News(deciding, plans, this::changed, this::forget);
        news = Optional.of(told);
        told.listen();
    }

    /** Begins a round trip. */
    Trip begin(RedisAsyncCommands<String, byte[]> redis) {
        news.ifPresent(News::ask);
        return new Trip(this, redis);
    }

    private synchronized void changed(String name) {
        named(name).forEach(KnownKey::changed);
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

    private void unfollow(KnownKey<?> key) {
        byName.computeIfPresent(key.name(), (name, keys) -> {
            keys.remove(key);
            return keys.isEmpty() ? null : keys;
        });
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
            known.all().forEach(this::unfollow);
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
        if (sent.tellers().isPresent()) {
            var unused = sent.answer().thenAccept(answer -> believe(key, sent.tellers()));
        }
        return sent.answer();
    }

    /**
     * A command that was sent.
     *
     * @param tellers the connections that told of changes by then; empty when none did
     */
    record Sent<T>(RedisFuture<T> answer, OptionalLong tellers) {}

    /** As {@link #read}, of a key of which nothing is known before somebody says so, who has used the answer. */
    <T> Sent<T> send(KnownKey<T> key, RedisAsyncCommands<String, byte[]> redis, long trip) {
        OptionalLong tellers = tellers();
        if (tellers.isEmpty() || key.belief() != KnownKey.Belief.UNTIL_TOLD) {
            return new Sent<>(key.send(redis, trip), tellers);
        }
        RedisFuture<String> tracked = redis.clientCaching(true);
        RedisFuture<T> answer = key.send(redis, trip);
        var unused = tracked.whenComplete((ok, refused) -> {
            if (refused != null) {
                key.changed();
            }
        });
        return new Sent<>(answer, tellers);
    }

    private OptionalLong tellers() {
        return news.map(News::tellers).orElse(OptionalLong.empty());
    }

    /**
     * An answer has come, or has been used.
     *
     * @param tellers as they were when the command was sent
     */
    void believe(KnownKey<?> key, OptionalLong tellers) {
        if (tellers.isPresent() && tellers.equals(tellers()) && key.belief() != KnownKey.Belief.NONE) {
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
