package io.quantum.governor.engine.serve.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.base.process.Build;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.rules.life.RulesSource;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.loaders.redis.Cell;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in Redis that this daemon is alive and by which rulebook it decides, and knows which others are. All times are those
 * of the clock of Redis, so that the clocks of machines need not agree. Looks when told to, on one thread.
 */
final class Daemons implements Runnable, AutoCloseable {
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** A hash: what each daemon has told last. */
    static final String KEY = Cell.key("quantum:governor:daemons");

    private static final Logger LOG = LoggerFactory.getLogger(Daemons.class);

    /** Who has told nothing for so long is taken for dead. */
    private static final Duration LASTS = Duration.ofSeconds(15);

    /** So long its last word is kept, for people who look. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final ObjectReader WHOLE =
            Json.MAPPER.readerFor(Told.class).with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
    private static final Look NOBODY = new Look(List.of(), Duration.ZERO);

    private final Sources sources;
    private final RulesSource rules;
    private Optional<StatefulRedisConnection<String, byte[]>> connection = Optional.empty();
    private volatile Look last = NOBODY;

    /** Nothing is told before the first look. */
    Daemons(RulesSource rules, Sources sources) {
        this.rules = rules;
        this.sources = sources;
    }

    /**
     * What a daemon tells. One of a newer version may tell more.
     *
     * @param product its own version
     * @param version of the rulebook by which it decides
     * @param digest of that
     * @param at when, ISO 8601
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Told(String daemon, String product, String version, String digest, String at) {
        private boolean isAlive(Instant now) {
            return isWithin(LASTS, Instant.parse(at), now);
        }
    }

    /**
     * What a look has found.
     *
     * @param others those that were alive
     * @param ahead how far the clock of Redis was ahead of this machine's
     */
    private record Look(List<Told> others, Duration ahead) {}

    /** This daemon first, and the others that are alive as far as Redis has told; none while it does not answer. */
    List<Told> alive() {
        Look look = last;
        Instant now = sources.clock().instant().plus(look.ahead());
        return Stream.concat(Stream.of(self(now)), look.others().stream().filter(told -> told.isAlive(now)))
                .toList();
    }

    /** What is dated in the future is as odd as what is old. */
    private static boolean isWithin(Duration span, Instant at, Instant now) {
        return Duration.between(at, now).abs().compareTo(span) < 0;
    }

    private Told self(Instant at) {
        Rulebook rulebook = rules.get().rulebook();
        return new Told(
                sources.owner(),
                Build.running().version(),
                rulebook.manifest().version(),
                rulebook.digest(),
                at.toString());
    }

    @Override
    public void run() {
        try {
            connection = Optional.of(connection.orElseGet(() -> sources.redis().connect(PlanLoops.CODEC)));
            RedisCommands<String, byte[]> redis = connection.get().sync();
            Instant now =
                    Instant.ofEpochSecond(Long.parseLong(new String(redis.time().get(0), UTF_8)));
            redis.hset(KEY, sources.owner(), Json.bytes(self(now)));
            Map<String, byte[]> all = redis.hgetall(KEY);
            all.remove(sources.owner());
            List<Told> others = all.values().stream()
                    .flatMap(json -> told(json).stream())
                    .filter(told -> told.isAlive(now))
                    .sorted(Comparator.comparing(Told::daemon))
                    .toList();
            last = new Look(others, Duration.between(sources.clock().instant(), now));
            forgetDead(redis, all, now);
        } catch (RedisException e) {
            last = NOBODY;
            LOG.debug("the other daemons are not known for now: {}", e.getMessage());
        }
    }

    /** What has no date would stay for ever. */
    private static void forgetDead(RedisCommands<String, byte[]> redis, Map<String, byte[]> all, Instant now) {
        all.forEach((daemon, json) -> {
            if (at(json).filter(at -> isWithin(KEPT, at, now)).isEmpty()) {
                redis.hdel(KEY, daemon);
            }
        });
    }

    /** Nothing when something is missing: a daemon of another version may have written it, or anybody. */
    private static Optional<Told> told(byte[] json) {
        try {
            return at(json).isEmpty() ? Optional.empty() : Optional.of(WHOLE.readValue(json));
        } catch (IOException e) {
            LOG.debug("what a daemon tells can't be read: {}", e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static Optional<Instant> at(byte[] json) {
        try {
            return Optional.of(
                    Instant.parse(Json.MAPPER.readTree(json).path("at").asText()));
        } catch (IOException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Tells that this daemon ends. */
    @Override
    public void close() {
        try {
            connection.ifPresent(open -> open.sync().hdel(KEY, sources.owner()));
        } catch (RedisException e) {
            LOG.debug("the others will notice by themselves: {}", e.getMessage());
        }
        connection = Optional.empty();
    }
}
