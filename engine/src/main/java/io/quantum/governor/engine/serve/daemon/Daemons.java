package io.quantum.governor.engine.serve.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.time.temporal.ChronoUnit;
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

    private final Sources sources;
    private final RulesSource rules;
    private Optional<StatefulRedisConnection<String, byte[]>> connection = Optional.empty();
    private volatile List<Told> others = List.of();

    /** Nothing is told before the first look. */
    Daemons(RulesSource rules, Sources sources) {
        this.rules = rules;
        this.sources = sources;
    }

    /**
     * What a daemon tells.
     *
     * @param product its own version
     * @param version of the rulebook by which it decides
     * @param digest of that
     * @param at when, ISO 8601
     */
    record Told(String daemon, String product, String version, String digest, String at) {
        private boolean isAlive(Instant now) {
            return now.isBefore(Instant.parse(at).plus(LASTS));
        }
    }

    /** This daemon first, and the others that were alive when Redis answered last. */
    List<Told> alive() {
        return Stream.concat(Stream.of(self(sources.clock().instant())), others.stream())
                .toList();
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
            others = all.entrySet().stream()
                    .flatMap(entry -> told(entry.getValue()).stream())
                    .filter(told -> told.isAlive(now))
                    .sorted(Comparator.comparing(Told::daemon))
                    .toList();
            forgetDead(redis, all, now);
        } catch (RedisException e) {
            LOG.debug("the other daemons are not known for now: {}", e.getMessage());
        }
    }

    /** What nobody can read is left to who can. */
    private static void forgetDead(RedisCommands<String, byte[]> redis, Map<String, byte[]> all, Instant now) {
        all.forEach((daemon, bytes) -> told(bytes)
                .filter(told -> !told.isAlive(now.minus(1, ChronoUnit.HOURS)))
                .ifPresent(dead -> redis.hdel(KEY, daemon)));
    }

    /** A daemon of another version may have written it. */
    private static Optional<Told> told(byte[] json) {
        try {
            return Optional.ofNullable(Json.MAPPER.readValue(json, Told.class));
        } catch (IOException e) {
            LOG.debug("what a daemon tells can't be read: {}", e.getClass().getSimpleName());
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
    }
}
