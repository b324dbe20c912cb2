package io.quantum.governor.loaders.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Loads the symbols that have a target, and what is known of them. For use by one thread. */
public final class TargetLoader {
    private final StatefulRedisConnection<String, byte[]> connection;
    private final Clock clock;
    private final Duration timeout;

    /**
     * @param connection flushed by hand; nobody else may use it meanwhile
     * @param timeout how long Redis may take to answer
     */
    public TargetLoader(StatefulRedisConnection<String, byte[]> connection, Clock clock, Duration timeout) {
        this.connection = connection;
        this.clock = clock;
        this.timeout = timeout;
    }

    /**
     * Every symbol that has a target.
     *
     * @return symbols in alphabetical order
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    public List<String> symbols() {
        return List.copyOf(SymbolScan.withTarget(connection, timeout));
    }

    /**
     * Loads facts in one round trip.
     *
     * @param symbols any number of symbols
     * @return their facts, in the same order, as of one moment
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    public List<TargetFacts> load(List<String> symbols) {
        List<Reply<Map<String, byte[]>>> targets = new ArrayList<>(symbols.size());
        List<Reply<Map<String, byte[]>>> efficiencies = new ArrayList<>(symbols.size());
        for (String symbol : symbols) {
            targets.add(hash(Keys.target(symbol)));
            efficiencies.add(hash(Keys.efficiency(symbol)));
        }
        connection.flushCommands();
        if (!symbols.isEmpty()) {
            Replies.await(efficiencies.get(symbols.size() - 1).future(), timeout);
        }
        Instant now = clock.instant();
        FactDecoder decoder = new FactDecoder(now);
        List<TargetFacts> loaded = new ArrayList<>(symbols.size());
        for (int i = 0; i < symbols.size(); i++) {
            loaded.add(new TargetFacts(
                    symbols.get(i),
                    now,
                    FactDecoder.baseTarget(targets.get(i)),
                    decoder.efficiency(efficiencies.get(i))));
        }
        return loaded;
    }

    private Reply<Map<String, byte[]>> hash(String key) {
        return new Reply<>(key, connection.async().hgetall(key));
    }
}
