package io.quantum.governor.loaders.redis;

import io.quantum.governor.facts.Fact;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What no rulebook declares of one symbol.
 *
 * @param day the UTC day of the totals
 * @param snapshot its position, where most programs write it
 * @param olderSnapshot its position, where older ones do
 * @param executions the times of its permits
 * @param dailyNotional the day's notional
 * @param dailyQty the day's quantity
 */
record SymbolKeys(
        LocalDate day,
        KnownKey<Map<String, byte[]>> snapshot,
        KnownKey<Map<String, byte[]>> olderSnapshot,
        ExecutionsKey executions,
        StringKey dailyNotional,
        StringKey dailyQty) {

    static SymbolKeys of(String symbol, LocalDate day) {
        return new SymbolKeys(
                day,
                hash(Keys.SNAPSHOTS + symbol),
                hash(Keys.OLDER_SNAPSHOTS + symbol),
                new ExecutionsKey(symbol),
                StringKey.own(Keys.dailyNotional(symbol, day)),
                StringKey.own(Keys.dailyQty(symbol, day)));
    }

    private static KnownKey<Map<String, byte[]>> hash(String name) {
        return new KnownKey<>(name, KnownKey.Belief.UNTIL_TOLD, redis -> redis.hgetall(name));
    }

    List<KnownKey<?>> all() {
        return List.of(snapshot, olderSnapshot, executions, dailyNotional, dailyQty);
    }

    /** A commit was refused because another governor has written since. */
    void overtaken() {
        executions.changed();
        dailyNotional.changed();
        dailyQty.changed();
    }

    /** The day's totals, once they are answered. */
    Fact totals() {
        return FactDecoder.dailyTotals(dailyNotional.reply(), dailyQty.reply());
    }

    /** Its position, once it is answered. */
    SnapshotHash inRedis(Instant now) {
        return SnapshotHash.newest(snapshot.reply(), olderSnapshot.reply(), now);
    }
}
