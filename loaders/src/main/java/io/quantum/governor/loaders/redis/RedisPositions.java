package io.quantum.governor.loaders.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.MarkPrice;
import io.quantum.governor.facts.Portfolio;
import io.quantum.governor.facts.Position;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.PositionSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole portfolio as other programs wrote it into Redis, for a governor without an exchange; gathered in the
 * background. Asking for facts is safe from any thread, refreshing is for one.
 */
public final class RedisPositions implements PositionSource {
    private static final Logger LOG = LoggerFactory.getLogger(RedisPositions.class);
    private static final int AT_ONCE = 500;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Supplier<StatefulRedisConnection<String, byte[]>> connector;
    private final Clock clock;
    private Optional<StatefulRedisConnection<String, byte[]>> connection = Optional.empty();
    private volatile Gathered gathered = new Gathered(Instant.EPOCH, missing());

    /**
     * @param at when it was gathered
     * @param portfolio the sum as of then
     */
    private record Gathered(Instant at, Fact portfolio) {}

    /**
     * @param connector connects to Redis, and fails while it can't be reached
     */
    public RedisPositions(Supplier<StatefulRedisConnection<String, byte[]>> connector, Clock clock) {
        this.connector = connector;
        this.clock = clock;
    }

    /** The symbol's own position and price are read with the plan; here only the portfolio is added. */
    @Override
    public List<Fact> facts(String symbol, String positionSide, Instant now) {
        Gathered last = gathered;
        if (last.portfolio() instanceof Portfolio sum) {
            long sinceSec = now.getEpochSecond() - last.at().getEpochSecond();
            return List.of(
                    new Portfolio(sum.source(), sum.notionalUsd(), sum.openPositions(), sum.ageSec() + sinceSec));
        }
        return List.of(last.portfolio());
    }

    /** Gathers all positions; while Redis is away the last ones stay and grow old. */
    public void refresh() {
        try {
            connection = Optional.of(connection.orElseGet(connector));
            Instant now = clock.instant();
            gathered = new Gathered(now, sum(snapshots(connection.get(), now)));
        } catch (RedisException e) {
            LOG.debug("positions can't be gathered for now: {}", e.getMessage());
        }
    }

    private static Fact missing() {
        return Unavailable.missing(Portfolio.class, Keys.SNAPSHOTS + "*");
    }

    private static List<SnapshotHash> snapshots(StatefulRedisConnection<String, byte[]> redis, Instant now) {
        List<String> symbols = List.copyOf(SymbolScan.withPosition(redis, TIMEOUT));
        List<SnapshotHash> snapshots = new ArrayList<>();
        for (int from = 0; from < symbols.size(); from += AT_ONCE) {
            List<Reply<Map<String, byte[]>>> replies = new ArrayList<>();
            for (String symbol : symbols.subList(from, Math.min(symbols.size(), from + AT_ONCE))) {
                replies.add(hash(redis, Keys.SNAPSHOTS + symbol));
                replies.add(hash(redis, Keys.OLDER_SNAPSHOTS + symbol));
            }
            Replies.await(replies.get(replies.size() - 1).future(), TIMEOUT);
            for (int i = 0; i < replies.size(); i += 2) {
                snapshots.add(SnapshotHash.newest(replies.get(i), replies.get(i + 1), now));
            }
        }
        return snapshots;
    }

    private static Reply<Map<String, byte[]>> hash(StatefulRedisConnection<String, byte[]> redis, String key) {
        RedisFuture<Map<String, byte[]>> future = redis.async().hgetall(key);
        return new Reply<>(key, future);
    }

    /** A position that can't be read or has no price leaves no sum at all; a flat one needs no price. */
    private static Fact sum(List<SnapshotHash> snapshots) {
        double notional = 0;
        int open = 0;
        long oldest = 0;
        for (SnapshotHash snapshot : snapshots) {
            if (!(snapshot.position() instanceof Position position)) {
                return unknown(snapshot.position());
            }
            if (position.qtyBase() == 0) {
                continue;
            }
            if (!(snapshot.price() instanceof MarkPrice price)) {
                return unknown(snapshot.price());
            }
            notional += position.qtyBase() * price.usd();
            open++;
            oldest = Math.max(oldest, position.ageSec());
        }
        return new Portfolio(Position.REDIS, notional, open, oldest);
    }

    private static Fact unknown(Fact why) {
        return Unavailable.unreadable(Portfolio.class, why instanceof Unavailable u ? u.detail() : why.toString());
    }
}
