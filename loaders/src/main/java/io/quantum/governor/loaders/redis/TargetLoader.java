package io.quantum.governor.loaders.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

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
     * @param declared what the rules name
     * @return their facts, in the same order, as of one moment
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    public List<SymbolFacts> load(List<String> symbols, DeclaredReads declared) {
        return declared.of(symbols, connection, timeout, clock);
    }
}
