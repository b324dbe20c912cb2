package io.quantum.governor.loaders.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.PositionSource;
import io.quantum.governor.loaders.heat.HeatPage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Loads what the budget engine judges in a cycle: what is one for all symbols once a cycle, what is a symbol's own in
 * pipelined round trips. For use by one thread, with a connection that is flushed by hand.
 */
public final class BudgetLoader {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final StatefulRedisConnection<String, byte[]> redis;
    private final PositionSource positions;
    private final HeatPage heat;
    private final Clock clock;
    private Instant now = Instant.EPOCH;
    private List<Fact> ofCycle = List.of();
    private Map<String, Fact> stressOfClusters = Map.of();

    /**
     * A symbol with its facts.
     *
     * @param now the moment for which ages hold
     */
    public record Loaded(String symbol, List<Fact> facts, Instant now) {}

    /**
     * @param redis flushed by hand
     * @param positions what is known of positions and prices beside the keys in Redis
     * @param heat asked once a cycle
     */
    public BudgetLoader(
            StatefulRedisConnection<String, byte[]> redis, PositionSource positions, HeatPage heat, Clock clock) {
        this.redis = redis;
        this.positions = positions;
        this.heat = heat;
        this.clock = clock;
    }

    /**
     * Begins a cycle: loads what is one for all symbols, and finds the symbols.
     *
     * @return the symbols that have a position by any source's word, in alphabetical order
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    public List<String> begin() {
        HeatPage.Asked page = heat.ask();
        Set<String> symbols = SymbolScan.withPosition(redis, TIMEOUT);
        positions.heldSymbols().stream().filter(PlanDecoder::isSymbol).forEach(symbols::add);
        Fact heatNow = page.fact();
        Reply<Map<String, byte[]>> portfolio = BudgetReads.hash(redis.async(), Keys.PORTFOLIO);
        redis.flushCommands();
        Replies.await(portfolio.future(), TIMEOUT);
        now = clock.instant();
        ofCycle = List.of(heatNow, BudgetDecoder.portfolio(portfolio, now));
        stressOfClusters = new HashMap<>();
        return List.copyOf(symbols);
    }

    /**
     * Loads the facts of some of the cycle's symbols.
     *
     * @return the symbols in the same order
     * @throws io.lettuce.core.RedisException when Redis can't answer
     */
    public List<Loaded> load(List<String> symbols) {
        RedisAsyncCommands<String, byte[]> async = redis.async();
        List<BudgetReads> reads =
                symbols.stream().map(s -> BudgetReads.send(async, s)).toList();
        redis.flushCommands();
        Replies.await(reads.get(reads.size() - 1).olderSnapshot().future(), TIMEOUT);
        loadStress(reads);
        return reads.stream().map(this::loaded).toList();
    }

    /** Reads the stress of each cluster that is new in this cycle. */
    private void loadStress(List<BudgetReads> reads) {
        Map<String, Reply<Map<String, byte[]>>> asked = new HashMap<>();
        for (BudgetReads read : reads) {
            try {
                String cluster = BudgetDecoder.cluster(read.cluster());
                if (!stressOfClusters.containsKey(cluster)) {
                    asked.computeIfAbsent(cluster, c -> BudgetReads.hash(redis.async(), Keys.clusterStress(c)));
                }
            } catch (UnreadableException e) {
                // the symbol's facts say so
            }
        }
        redis.flushCommands();
        asked.values().forEach(reply -> Replies.await(reply.future(), TIMEOUT));
        asked.forEach((cluster, reply) -> stressOfClusters.put(cluster, BudgetDecoder.clusterStress(reply)));
    }

    private Loaded loaded(BudgetReads reads) {
        List<Fact> facts = new ArrayList<>(ofCycle);
        facts.addAll(reads.facts(now));
        facts.addAll(positions.facts(reads.symbol(), "", now));
        facts.add(stress(reads.cluster()));
        return new Loaded(reads.symbol(), facts, now);
    }

    private Fact stress(Reply<byte[]> clusterOf) {
        try {
            return Objects.requireNonNull(stressOfClusters.get(BudgetDecoder.cluster(clusterOf)));
        } catch (UnreadableException e) {
            return BudgetDecoder.clusterUnreadable(clusterOf.key(), e);
        }
    }
}
