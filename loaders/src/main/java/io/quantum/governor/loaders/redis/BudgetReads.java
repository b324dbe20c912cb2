package io.quantum.governor.loaders.redis;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.quantum.governor.facts.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The commands that read what the budget engine judges one symbol by; sent without flushing. */
record BudgetReads(
        String symbol,
        Reply<Map<String, byte[]>> market,
        Reply<byte[]> cluster,
        Reply<Map<String, byte[]>> snapshot,
        Reply<Map<String, byte[]>> olderSnapshot) {

    static BudgetReads send(RedisAsyncCommands<String, byte[]> redis, String symbol) {
        return new BudgetReads(
                symbol,
                hash(redis, Keys.marketState(symbol)),
                new Reply<>(Keys.clusterOf(symbol), redis.get(Keys.clusterOf(symbol))),
                hash(redis, Keys.SNAPSHOTS + symbol),
                hash(redis, Keys.OLDER_SNAPSHOTS + symbol));
    }

    static Reply<Map<String, byte[]>> hash(RedisAsyncCommands<String, byte[]> redis, String key) {
        return new Reply<>(key, redis.hgetall(key));
    }

    /** The facts about the symbol's market and about its position as Redis tells it. */
    List<Fact> facts(Instant now) {
        SnapshotHash inRedis = SnapshotHash.newest(snapshot, olderSnapshot, now);
        List<Fact> facts = new ArrayList<>(10);
        facts.add(BudgetDecoder.volatilityRegime(market));
        facts.add(BudgetDecoder.sigma(market));
        facts.add(inRedis.position());
        facts.add(inRedis.price());
        return facts;
    }
}
