package io.quantum.governor.loaders.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.PositionSource;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Loads all facts of a batch of plans in one round trip to Redis; one batch at a time, with a connection of its own. */
public final class FactLoader {
    private final StatefulRedisConnection<String, byte[]> connection;
    private final ViolationFollower violations;
    private final PositionSource positions;
    private final Supplier<ApplyMode> mode;
    private final Clock clock;

    /**
     * @param connection flushed by hand; nobody else may use it while a batch is loaded
     * @param positions what is known of positions and prices beside the symbol's own keys
     * @param mode the apply mode at the moment it is asked
     */
    public FactLoader(
            StatefulRedisConnection<String, byte[]> connection,
            PositionSource positions,
            Supplier<ApplyMode> mode,
            Clock clock) {
        this.connection = connection;
        this.violations = new ViolationFollower();
        this.positions = positions;
        this.mode = mode;
        this.clock = clock;
    }

    /**
     * Loads facts.
     *
     * @param plans any number of plans
     * @return the plans with their facts, in the same order, as of one moment; fails with a
     *     {@link io.lettuce.core.RedisException} when Redis can't answer
     */
    @SuppressWarnings("unchecked") // Lettuce takes its streams as generic varargs
    public CompletionStage<List<LoadedPlan>> load(List<PlanEntry.Judgeable> plans) {
        RedisAsyncCommands<String, byte[]> redis = connection.async();
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Reply<byte[]>> kill = Keys.KILL_SWITCHES.stream()
                .map(key -> PlanReads.string(redis, key))
                .toList();
        List<PlanReads> reads =
                plans.stream().map(p -> PlanReads.send(redis, p, day)).toList();
        RedisFuture<List<StreamMessage<String, byte[]>>> events =
                redis.xread(XReadArgs.Builder.count(ViolationFollower.AT_ONCE), violations.position());
        connection.flushCommands();
        // Redis answers in order: when the last one is here, all are
        return events.handle((some, fault) -> {
            violations.take(events);
            return loaded(reads, FactDecoder.killSwitch(kill));
        });
    }

    private List<LoadedPlan> loaded(List<PlanReads> reads, Fact killSwitch) {
        Instant now = clock.instant();
        ApplyMode applyMode = mode.get();
        List<LoadedPlan> plans = new ArrayList<>(reads.size());
        for (PlanReads read : reads) {
            plans.add(loaded(read, now, killSwitch, applyMode));
        }
        return plans;
    }

    private LoadedPlan loaded(PlanReads reads, Instant now, Fact killSwitch, ApplyMode applyMode) {
        PlanFields plan = reads.entry().plan();
        FactDecoder decoder = new FactDecoder(now);
        List<Fact> facts = new ArrayList<>(20);
        facts.add(applyMode);
        facts.add(plan.at(now));
        facts.add(reads.entry().killScore());
        facts.add(killSwitch);
        facts.add(decoder.budget(reads.budget()));
        facts.add(violations.newest(plan.symbol(), now));
        facts.add(decoder.target(reads.target()));
        facts.add(decoder.efficiency(reads.efficiency()));
        facts.add(decoder.executions(reads.executions()));
        facts.add(decoder.dailyTotals(reads.dailyNotional(), reads.dailyQty()));
        facts.add(decoder.lastPermit(reads.lastPermit()));
        facts.add(decoder.priorDecision(reads.decision()));
        facts.add(FactDecoder.priorExecution(reads.executed()));
        SnapshotHash inRedis = SnapshotHash.newest(reads.snapshot(), reads.olderSnapshot(), now);
        facts.add(inRedis.position());
        facts.add(inRedis.price());
        facts.addAll(positions.facts(plan.symbol(), plan.positionSide(), now));
        return new LoadedPlan(reads.entry(), now, List.copyOf(facts), SymbolState.of(reads));
    }
}
