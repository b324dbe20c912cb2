package io.quantum.governor.loaders.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Moment;
import io.quantum.governor.loaders.UnreadableException;
import io.quantum.governor.loaders.declared.About;
import io.quantum.governor.loaders.declared.DeclaredDecoder;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.FactSource.OfPlan;
import io.quantum.governor.loaders.declared.FactSource.OfRedis;
import io.quantum.governor.loaders.declared.FactSource.OfStream;
import io.quantum.governor.loaders.declared.Outside;
import io.quantum.governor.loaders.declared.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads the declared facts that one version of the rules names, in the same round trip as everything else. For use by one
 * thread, with a connection that is flushed by hand.
 */
public final class DeclaredReads {
    /** So many entries of a stream in one round trip; the stream of violations holds about a thousand. */
    private static final int AT_ONCE = 10_000;

    private static final Row NO_PLAN = field -> "";

    private final List<FactDeclaration> declarations;
    private final Outside outside;
    private final List<KeyRead> keys = new ArrayList<>();
    private final Map<FactDeclaration, KeyRead> reads = new HashMap<>();
    private final Map<String, List<StreamFollower>> streams = new LinkedHashMap<>();
    private final Map<FactDeclaration, StreamFollower> followers = new HashMap<>();
    private final Map<String, String> lastIds = new HashMap<>();

    /**
     * @param declarations the facts, in the order in which they are told
     * @param outside what is not in Redis
     */
    public DeclaredReads(List<FactDeclaration> declarations, Outside outside) {
        this.declarations = List.copyOf(declarations);
        this.outside = outside;
        Map<OfRedis, Set<String>> fields = new LinkedHashMap<>();
        for (FactDeclaration declaration : declarations) {
            if (declaration.source() instanceof OfRedis redis) {
                Set<String> named = fields.computeIfAbsent(redis, r -> new LinkedHashSet<>());
                declaration.fields().forEach(f -> named.add(first(f.way())));
            } else if (declaration.source() instanceof OfStream stream) {
                StreamFollower follower = new StreamFollower(declaration, stream);
                followers.put(declaration, follower);
                streams.computeIfAbsent(stream.key(), k -> new ArrayList<>()).add(follower);
            }
        }
        fields.forEach((source, named) -> keys.add(KeyRead.of(source, named)));
        for (KeyRead read : keys) {
            declarations.stream().filter(d -> d.source().equals(read.source())).forEach(d -> reads.put(d, read));
        }
        outside.follow(this.declarations);
    }

    private static String first(String way) {
        int end = way.indexOf('.');
        return end < 0 ? way : way.substring(0, end);
    }

    /** Begins a round trip: a key that several plans need is read once in it. */
    Batch begin(RedisAsyncCommands<String, byte[]> redis) {
        return new Batch(redis, Optional.empty());
    }

    /** As {@link #begin(RedisAsyncCommands)}, in which what is known already is not read. */
    Batch begin(RedisAsyncCommands<String, byte[]> redis, KnownReplies known) {
        return new Batch(redis, Optional.of(known));
    }

    /**
     * Reads the facts about one symbol, and waits for it.
     *
     * @param connection flushed by hand
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    public List<Fact> about(
            String symbol, StatefulRedisConnection<String, byte[]> connection, Duration timeout, Clock clock) {
        return of(List.of(symbol), connection, timeout, clock).get(0).facts();
    }

    /**
     * Reads the facts about some symbols in one round trip, and waits for it.
     *
     * @param connection flushed by hand
     * @return the symbols in the same order, as of one moment
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    List<SymbolFacts> of(
            List<String> symbols, StatefulRedisConnection<String, byte[]> connection, Duration timeout, Clock clock) {
        Batch batch = begin(connection.async());
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        symbols.forEach(symbol -> batch.send(About.symbol(symbol, day)));
        connection.flushCommands();
        batch.await(timeout);
        Instant now = clock.instant();
        return symbols.stream()
                .map(symbol -> {
                    List<Fact> facts = batch.facts(About.symbol(symbol, day), now);
                    facts.add(new Moment(now.getEpochSecond()));
                    return new SymbolFacts(symbol, now, facts);
                })
                .toList();
    }

    /** The declared facts of one round trip. */
    final class Batch {
        private final RedisAsyncCommands<String, byte[]> redis;
        private final Optional<KnownReplies> known;
        private final IdentityHashMap<KeyRead, Map<String, Reply<?>>> asked = new IdentityHashMap<>();
        private final Map<String, RedisFuture<List<StreamMessage<String, byte[]>>>> entries = new LinkedHashMap<>();

        private CompletionStage<?> last = CompletableFuture.completedFuture(null);

        @SuppressWarnings("unchecked") // Lettuce takes its streams as generic varargs
        private Batch(RedisAsyncCommands<String, byte[]> redis, Optional<KnownReplies> known) {
            this.redis = redis;
            this.known = known;
            for (String stream : streams.keySet()) {
                String after = lastIds.getOrDefault(stream, "0-0");
                entries.put(stream, redis.xread(XReadArgs.Builder.count(AT_ONCE), StreamOffset.from(stream, after)));
            }
        }

        /**
         * Sends what is to be read about something, and is not known; it is not flushed.
         *
         * @return whether there is any
         */
        boolean send(About about) {
            boolean some = false;
            for (KeyRead read : keys) {
                String key = read.key(about);
                if (reply(read, key) == null) {
                    Reply<?> sent = read.send(redis, about);
                    asked.computeIfAbsent(read, r -> new HashMap<>()).put(key, sent);
                    known.ifPresent(k -> k.keep(read, key, sent));
                    last = sent.future();
                    some = true;
                }
            }
            return some;
        }

        /** The last answer that was asked for by {@link #send}; done when none was. */
        CompletionStage<?> last() {
            return last;
        }

        private @Nullable Reply<?> reply(KeyRead read, String key) {
            Map<String, Reply<?>> replies = asked.get(read);
            Reply<?> reply = replies == null ? null : replies.get(key);
            return reply == null && known.isPresent() ? known.get().get(read, key) : reply;
        }

        /** Waits until everything that was sent is answered, and takes it in. */
        void await(Duration timeout) {
            asked.values().forEach(keys -> keys.values().forEach(reply -> Replies.await(reply.future(), timeout)));
            entries.values().forEach(entry -> Replies.await(entry, timeout));
            take();
        }

        /** Takes in what streams have brought; once, before any fact is asked for. */
        void take() {
            entries.forEach((stream, answer) -> {
                List<StreamFollower> all = streams.getOrDefault(stream, List.of());
                try {
                    List<StreamMessage<String, byte[]>> some =
                            Objects.requireNonNullElse(new Reply<>(stream, answer).valueUnlessRefused(), List.of());
                    all.forEach(f -> f.take(some));
                    if (some.size() == AT_ONCE) {
                        all.forEach(f -> f.failed("it is long, and not read to its end yet"));
                    }
                    if (!some.isEmpty()) {
                        lastIds.put(stream, some.get(some.size() - 1).getId());
                    }
                } catch (UnreadableException e) {
                    all.forEach(f -> f.failed(String.valueOf(e.getMessage())));
                }
            });
        }

        /** All declared facts about something that was sent, where there is no plan. */
        List<Fact> facts(About about, Instant now) {
            return facts(about, NO_PLAN, now);
        }

        /** All declared facts about a plan that was sent. */
        List<Fact> facts(About about, Row plan, Instant now) {
            List<Fact> facts = new ArrayList<>(declarations.size());
            for (FactDeclaration declaration : declarations) {
                facts.add(fact(declaration, about, plan, now));
            }
            return facts;
        }

        private Fact fact(FactDeclaration declaration, About about, Row plan, Instant now) {
            KeyRead read = reads.get(declaration);
            if (read != null) {
                Reply<?> reply = Objects.requireNonNull(reply(read, read.key(about)));
                return DeclaredDecoder.read(declaration, reply.key(), read.row(reply), now);
            }
            if (declaration.source() instanceof OfStream) {
                return Objects.requireNonNull(followers.get(declaration)).fact(about, now);
            }
            if (declaration.source() instanceof OfPlan) {
                return DeclaredDecoder.read(declaration, "plan", plan, now);
            }
            return outside.fact(declaration, about, now);
        }
    }
}
