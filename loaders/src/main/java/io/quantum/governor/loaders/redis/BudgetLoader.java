package io.quantum.governor.loaders.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Moment;
import io.quantum.governor.loaders.PositionSource;
import io.quantum.governor.loaders.declared.About;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Loads what the budget engine judges in a cycle, in pipelined round trips. For use by one thread, with a connection that
 * is flushed by hand.
 */
public final class BudgetLoader {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final StatefulRedisConnection<String, byte[]> redis;
    private final PositionSource positions;
    private final Clock clock;

    /** The commands that read a symbol's position; sent without flushing. */
    private record Snapshots(
            String symbol, Reply<Map<String, byte[]>> snapshot, Reply<Map<String, byte[]>> olderSnapshot) {
        static Snapshots send(RedisAsyncCommands<String, byte[]> redis, String symbol) {
            return new Snapshots(
                    symbol, hash(redis, Keys.SNAPSHOTS + symbol), hash(redis, Keys.OLDER_SNAPSHOTS + symbol));
        }

        private static Reply<Map<String, byte[]>> hash(RedisAsyncCommands<String, byte[]> redis, String key) {
            return new Reply<>(key, redis.hgetall(key));
        }
    }

    /**
     * @param redis flushed by hand
     * @param positions what is known of positions and prices beside the keys in Redis
     */
    public BudgetLoader(StatefulRedisConnection<String, byte[]> redis, PositionSource positions, Clock clock) {
        this.redis = redis;
        this.positions = positions;
        this.clock = clock;
    }

    /**
     * Finds the symbols.
     *
     * @return the symbols that have a position by any source's word, in alphabetical order
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    public List<String> symbols() {
        Set<String> symbols = SymbolScan.withPosition(redis, TIMEOUT);
        positions.heldSymbols().stream().filter(PlanDecoder::isSymbol).forEach(symbols::add);
        return List.copyOf(symbols);
    }

    /**
     * Loads the facts of some symbols.
     *
     * @param symbols one or more
     * @param declared what the rules name
     * @return the symbols in the same order
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    public List<SymbolFacts> load(List<String> symbols, DeclaredReads declared) {
        RedisAsyncCommands<String, byte[]> async = redis.async();
        DeclaredReads.Batch batch = declared.begin(async);
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<DeclaredReads.Asked> asked = symbols.stream()
                .map(symbol -> batch.ask(About.symbol(symbol, day)))
                .toList();
        List<Snapshots> reads =
                symbols.stream().map(s -> Snapshots.send(async, s)).toList();
        redis.flushCommands();
        // Redis answers in order: when the last one is here, all are
        Replies.await(reads.get(reads.size() - 1).olderSnapshot().future(), TIMEOUT);
        batch.take();
        Instant now = clock.instant();
        return IntStream.range(0, reads.size())
                .mapToObj(i -> loaded(reads.get(i), asked.get(i), now))
                .toList();
    }

    private SymbolFacts loaded(Snapshots read, DeclaredReads.Asked asked, Instant now) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Moment(now.getEpochSecond()));
        facts.addAll(asked.facts(now));
        SnapshotHash inRedis = SnapshotHash.newest(read.snapshot(), read.olderSnapshot(), now);
        facts.add(inRedis.position());
        facts.add(inRedis.price());
        facts.addAll(positions.facts(read.symbol(), "", now));
        return new SymbolFacts(read.symbol(), now, facts);
    }
}
