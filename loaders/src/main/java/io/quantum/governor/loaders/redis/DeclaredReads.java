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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads the declared facts that one version of the rules names, in the same round trip as everything else. For use by one
 * thread, with a connection that is flushed by hand.
 */
public final class DeclaredReads {
    /** The one script by which facts are read, and which writes nothing. */
    public static final String READING_SCRIPT = KeyRead.OF_CLUSTER;

    /** So many entries of a stream in one round trip; the stream of violations holds about a thousand. */
    private static final int AT_ONCE = 10_000;

    private static final Row NO_PLAN = field -> "";

    private final List<FactDeclaration> declarations;
    private final Outside outside;
    private final List<KeyRead> reads = new ArrayList<>();
    private final Map<FactDeclaration, Place> places = new HashMap<>();
    private final Map<KnownKey<List<StreamMessage<String, byte[]>>>, List<StreamFollower>> streams =
            new LinkedHashMap<>();
    private final Map<FactDeclaration, StreamFollower> followers = new HashMap<>();
    private final Map<String, String> lastIds = new HashMap<>();

    /**
     * Where a fact is found.
     *
     * @param read of which key
     * @param n which of the facts that are made of it
     */
    private record Place(int read, int n) {}

    /**
     * @param declarations the facts, in the order in which they are told
     * @param outside what is not in Redis
     */
    public DeclaredReads(List<FactDeclaration> declarations, Outside outside) {
        this.declarations = List.copyOf(declarations);
        this.outside = outside;
        Map<OfRedis, List<FactDeclaration>> bySource = new LinkedHashMap<>();
        Map<String, List<StreamFollower>> ofStreams = new LinkedHashMap<>();
        for (FactDeclaration declaration : declarations) {
            if (declaration.source() instanceof OfRedis redis) {
                bySource.computeIfAbsent(redis, r -> new ArrayList<>()).add(declaration);
            } else if (declaration.source() instanceof OfStream stream) {
                StreamFollower follower = new StreamFollower(declaration, stream);
                followers.put(declaration, follower);
                ofStreams
                        .computeIfAbsent(Cell.key(stream.key()), k -> new ArrayList<>())
                        .add(follower);
            }
        }
        ofStreams.forEach((stream, all) ->
                streams.put(new KnownKey<>(stream, KnownKey.Belief.UNTIL_TOLD, redis -> newer(redis, stream)), all));
        bySource.forEach((source, ofKey) -> {
            for (int n = 0; n < ofKey.size(); n++) {
                places.put(ofKey.get(n), new Place(reads.size(), n));
            }
            reads.add(KeyRead.of(source, List.copyOf(ofKey)));
        });
        outside.follow(this.declarations);
    }

    @SuppressWarnings("unchecked") // Lettuce takes its streams as generic varargs
    private RedisFuture<List<StreamMessage<String, byte[]>>> newer(
            RedisAsyncCommands<String, byte[]> redis, String stream) {
        return redis.xread(
                XReadArgs.Builder.count(AT_ONCE), StreamOffset.from(stream, lastIds.getOrDefault(stream, "0-0")));
    }

    /** Begins a round trip in which everything is read: a key that several plans need is read once. */
    Batch begin(RedisAsyncCommands<String, byte[]> redis) {
        return begin(new KnownKeys().begin(redis));
    }

    /** Joins a round trip. */
    Batch begin(Trip trip) {
        return new Batch(trip);
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
        List<Asked> asked = symbols.stream()
                .map(symbol -> batch.ask(About.symbol(symbol, day)))
                .toList();
        connection.flushCommands();
        batch.await(timeout);
        Instant now = clock.instant();
        return asked.stream()
                .map(about -> {
                    List<Fact> facts = about.facts(now);
                    facts.add(new Moment(now.getEpochSecond()));
                    return new SymbolFacts(about.about.symbol(), now, facts);
                })
                .toList();
    }

    /** The declared facts of one round trip. */
    final class Batch {
        private final Trip trip;
        private final Map<KnownKey<?>, KnownKeys.Sent<List<StreamMessage<String, byte[]>>>> entries =
                new LinkedHashMap<>();

        private Batch(Trip trip) {
            this.trip = trip;
            streams.keySet().forEach(stream -> {
                trip.known().follow(stream);
                trip.readToTake(stream).ifPresent(sent -> entries.put(stream, sent));
            });
        }

        /** Sends what is to be read about something, and is not known; it is not flushed. */
        Asked ask(About about) {
            List<DeclaredKey> keys = trip.known().about(about, reads);
            keys.forEach(trip::read);
            return new Asked(about, keys);
        }

        /** Of what a commit compares something is no longer so. */
        void overtaken(About about) {
            trip.known().about(about, reads).stream().filter(DeclaredKey::isOwn).forEach(KnownKey::changed);
        }

        /** Waits until everything that was sent is answered, and takes it in. */
        void await(Duration timeout) {
            // Redis answers in order: when the last one is here, all are
            trip.last().ifPresent(last -> Replies.await(last, timeout));
            take();
        }

        /** Takes in what streams have brought; once, before any fact is asked for. */
        void take() {
            entries.forEach((stream, sent) -> {
                List<StreamFollower> all = streams.getOrDefault(stream, List.of());
                try {
                    List<StreamMessage<String, byte[]>> some = Objects.requireNonNullElse(
                            new Reply<>(stream.name(), sent.answer()).valueUnlessRefused(), List.of());
                    all.forEach(f -> f.take(some));
                    if (!some.isEmpty()) {
                        lastIds.put(stream.name(), some.get(some.size() - 1).getId());
                    }
                    if (some.size() == AT_ONCE) {
                        all.forEach(f -> f.failed("it is long, and not read to its end yet"));
                    } else {
                        trip.known().believe(stream, sent.tellers());
                    }
                } catch (UnreadableException e) {
                    all.forEach(f -> f.failed(String.valueOf(e.getMessage())));
                }
            });
        }
    }

    /** Something that facts were asked about. */
    final class Asked {
        private final About about;
        private final List<DeclaredKey> keys;

        private Asked(About about, List<DeclaredKey> keys) {
            this.about = about;
            this.keys = keys;
        }

        /** What is believed until a commit that compares it is refused. */
        List<DeclaredKey> own() {
            List<DeclaredKey> own = new ArrayList<>(1);
            for (DeclaredKey key : keys) {
                if (key.belief() == KnownKey.Belief.UNTIL_REFUSED) {
                    own.add(key);
                }
            }
            return own;
        }

        /** All declared facts about it, where there is no plan. */
        List<Fact> facts(Instant now) {
            return facts(NO_PLAN, now);
        }

        /** All declared facts about a plan, once everything that was sent is answered. */
        List<Fact> facts(Row plan, Instant now) {
            List<Fact> facts = new ArrayList<>(declarations.size() + 1);
            for (FactDeclaration declaration : declarations) {
                facts.add(fact(declaration, plan, now));
            }
            return facts;
        }

        private Fact fact(FactDeclaration declaration, Row plan, Instant now) {
            Place place = places.get(declaration);
            if (place != null) {
                return keys.get(place.read()).fact(place.n(), now);
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
