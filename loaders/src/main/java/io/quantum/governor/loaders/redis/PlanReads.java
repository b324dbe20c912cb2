package io.quantum.governor.loaders.redis;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** The commands that read what no rulebook declares of one plan; sent without flushing: a whole batch is one round trip. */
record PlanReads(
        PlanEntry.Judgeable entry,
        LocalDate day,
        Reply<Map<String, byte[]>> snapshot,
        Reply<Map<String, byte[]>> olderSnapshot,
        Reply<List<byte[]>> executions,
        Reply<byte[]> dailyNotional,
        Reply<byte[]> dailyQty,
        Reply<byte[]> decision,
        Reply<Long> executed) {
    static PlanReads send(RedisAsyncCommands<String, byte[]> redis, PlanEntry.Judgeable entry, LocalDate day) {
        String symbol = entry.plan().symbol();
        String planId = entry.plan().planId();
        return new PlanReads(
                entry,
                day,
                hash(redis, Keys.SNAPSHOTS + symbol),
                hash(redis, Keys.OLDER_SNAPSHOTS + symbol),
                new Reply<>(
                        Keys.executions(symbol),
                        redis.lrange(Keys.executions(symbol), 0, SymbolState.MOST_EXECUTIONS - 1)),
                string(redis, Keys.dailyNotional(symbol, day)),
                string(redis, Keys.dailyQty(symbol, day)),
                string(redis, Keys.decision(planId)),
                new Reply<>(Keys.executed(planId), redis.exists(Keys.executed(planId))));
    }

    static Reply<byte[]> string(RedisAsyncCommands<String, byte[]> redis, String key) {
        return new Reply<>(key, redis.get(key));
    }

    private static Reply<Map<String, byte[]>> hash(RedisAsyncCommands<String, byte[]> redis, String key) {
        return new Reply<>(key, redis.hgetall(key));
    }
}
