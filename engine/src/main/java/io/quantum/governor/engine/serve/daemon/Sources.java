package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.settings.Role;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.loaders.PositionSource;
import io.quantum.governor.loaders.binance.ExchangePositions;
import io.quantum.governor.loaders.binance.ExchangeRefresher;
import io.quantum.governor.loaders.declared.Outside;
import io.quantum.governor.loaders.declared.OutsideSources;
import io.quantum.governor.loaders.gauge.GaugePages;
import io.quantum.governor.loaders.redis.RedisPositions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What all roles of a daemon share: Redis, the exchange, and what is followed in the background. */
final class Sources implements AutoCloseable {
    private static final Duration REFRESH_WHEN_OLDER_THAN = Duration.ofSeconds(2);
    private static final Duration GATHER = Duration.ofSeconds(2);

    private final Clock clock = Clock.systemUTC();
    private final String owner;
    private final RedisClient redis;
    private final Optional<ExchangeRefresher> exchange;
    private final Background background = new Background("background");

    /**
     * @param owner differs from every other daemon's
     * @param redis closed with the rest
     */
    Sources(Settings settings, String owner, RedisClient redis) {
        this.owner = owner;
        this.redis = redis;
        // proposals need no position, and the exchange limits how often an account may ask
        boolean needed = !settings.roles().equals(Set.of(Role.ALLOCATION));
        exchange = settings.exchange().filter(s -> needed).map(s -> ExchangeRefresher.start(s, clock));
    }

    Clock clock() {
        return clock;
    }

    /** A name that differs from every other daemon's. */
    String owner() {
        return owner;
    }

    RedisClient redis() {
        return redis;
    }

    /** A connection of its own that is flushed by hand. */
    StatefulRedisConnection<String, byte[]> flushedByHand() {
        StatefulRedisConnection<String, byte[]> connection = redis.connect(PlanLoops.CODEC);
        connection.setAutoFlushCommands(false);
        return connection;
    }

    /** Empty without credentials. */
    Optional<ExchangeRefresher> exchange() {
        return exchange;
    }

    Background background() {
        return background;
    }

    /** What is known of positions and the whole portfolio beside a symbol's own keys in Redis. */
    PositionSource positionsAndPortfolio() {
        return exchange.<PositionSource>map(this::atExchange).orElseGet(this::gathered);
    }

    /** What the exchange knows of positions; nothing without one. */
    PositionSource positions() {
        return exchange.<PositionSource>map(this::atExchange).orElse((symbol, side, now) -> List.of());
    }

    private PositionSource atExchange(ExchangeRefresher refresher) {
        return new ExchangePositions(refresher, REFRESH_WHEN_OLDER_THAN);
    }

    private PositionSource gathered() {
        RedisPositions gathered = new RedisPositions(() -> redis.connect(PlanLoops.CODEC), clock);
        background.every(GATHER, gathered::refresh);
        return gathered;
    }

    /** What the declared facts of one role are read of beside Redis. */
    Outside outside(GaugePages gauges) {
        return new OutsideSources(exchange.map(ExchangeRefresher::rows), gauges);
    }

    @Override
    public void close() {
        background.close();
        exchange.ifPresent(ExchangeRefresher::close);
        RedisClients.close(redis);
    }
}
