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

/** Loads all facts of a batch of plans in one round trip to Redis, with a connection of its own; for use by one thread. */
public final class FactLoader {
    private final StatefulRedisConnection<String, byte[]> connection;
    private final ViolationFollower violations;
    private final PositionSource positions;
    private final Supplier<ApplyMode> mode;
    private final Clock clock;

    /**
     * @param connection flushed by hand; used by one thread
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
     * @return each plan with its facts, in the same order, as soon as they are here; fails with a
     *     {@link io.lettuce.core.RedisException} when Redis can't answer
     */
    @SuppressWarnings("unchecked") // Lettuce takes its streams as generic varargs
    public List<CompletionStage<LoadedPlan>> load(List<PlanEntry.Judgeable> plans) {
        RedisAsyncCommands<String, byte[]> redis = connection.async();
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Reply<byte[]>> kill = Keys.KILL_SWITCHES.stream()
                .map(key -> PlanReads.string(redis, key))
                .toList();
        RedisFuture<List<StreamMessage<String, byte[]>>> events =
                redis.xread(XReadArgs.Builder.count(ViolationFollower.AT_ONCE), violations.position());
        CompletionStage<Fact> killSwitch = events.handle((some, fault) -> {
            violations.take(events);
            return FactDecoder.killSwitch(kill);
        });
        List<PlanReads> reads =
                plans.stream().map(p -> PlanReads.send(redis, p, day)).toList();
        connection.flushCommands();
        // Redis answers in order: when the last answer about a plan is here, all are
        return reads.stream()
                .map(read -> killSwitch.thenCombine(read.answered(), (fact, last) -> loaded(read, fact)))
                .toList();
    }

    private LoadedPlan loaded(PlanReads reads, Fact killSwitch) {
        Instant now = clock.instant();
        PlanFields plan = reads.entry().plan();
        FactDecoder decoder = new FactDecoder(now);
        List<Fact> facts = new ArrayList<>(20);
        facts.add(mode.get());
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
