package io.quantum.governor.loaders.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Moment;
import io.quantum.governor.loaders.PositionSource;
import io.quantum.governor.loaders.declared.About;
import io.quantum.governor.loaders.declared.FactDeclaration;
import io.quantum.governor.loaders.declared.Outside;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Loads all facts of a batch of plans in one round trip to Redis; one batch at a time, with a connection of its own. */
public final class FactLoader {
    private final StatefulRedisConnection<String, byte[]> connection;
    private final PositionSource positions;
    private final Outside outside;
    private final Supplier<ApplyMode> mode;
    private final Clock clock;
    private final KnownKeys known;
    private PlanFacts planFacts;

    /**
     * @param connection flushed by hand; nobody else may use it while a batch is loaded
     * @param positions what is known of positions and prices beside the symbol's own keys
     * @param outside what declared facts are read of beside Redis
     * @param mode the apply mode at the moment it is asked
     */
    public FactLoader(
            StatefulRedisConnection<String, byte[]> connection,
            PositionSource positions,
            Outside outside,
            Supplier<ApplyMode> mode,
            Clock clock) {
        this.connection = connection;
        this.known = new KnownKeys(connection);
        this.positions = positions;
        this.outside = outside;
        this.mode = mode;
        this.clock = clock;
        this.planFacts = new PlanFacts(List.of(), CandidateFacts.NONE.declarations(), outside);
    }

    /**
     * Says what plans will be judged by from now on, so that what is read in the background is there when they come.
     *
     * @param declared what the rules in force name
     * @param candidate what a candidate's rules name
     */
    public void follow(List<FactDeclaration> declared, List<FactDeclaration> candidate) {
        if (!planFacts.isOf(declared, candidate)) {
            planFacts = new PlanFacts(declared, candidate, outside);
            known.forget();
        }
    }

    /**
     * Loads facts.
     *
     * @param plans one or more plans
     * @param declared what the rules in force name
     * @param candidate what a candidate's rules name; that of {@link CandidateFacts#NONE} while there is none
     * @return the plans with their facts, in the same order, as of one moment; fails with a
     *     {@link io.lettuce.core.RedisException} when Redis can't answer
     */
    public CompletionStage<List<LoadedPlan>> load(
            List<PlanEntry.Judgeable> plans, List<FactDeclaration> declared, List<FactDeclaration> candidate) {
        follow(declared, candidate);
        RedisAsyncCommands<String, byte[]> redis = connection.async();
        known.begin(connection);
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Reply<byte[]>> kill = Keys.KILL_SWITCHES.stream()
                .map(key -> PlanReads.string(redis, key))
                .toList();
        DeclaredReads.Batch batch = planFacts.reads().begin(redis, known);
        List<DeclaredReads.Asked> asked =
                plans.stream().map(plan -> batch.ask(about(plan, day))).toList();
        List<PlanReads> reads =
                plans.stream().map(p -> PlanReads.send(redis, p, day)).toList();
        connection.flushCommands();
        PlanFacts all = planFacts;
        // Redis answers in order: when the last one is here, all are
        return whole(batch, asked, reads.get(reads.size() - 1).executed().future())
                .thenApply(whole -> {
                    batch.take();
                    return loaded(all, asked, reads, FactDecoder.killSwitch(kill));
                });
    }

    /** What was known before and has changed by the time that all answers are here is read in another round trip. */
    private CompletionStage<?> whole(
            DeclaredReads.Batch batch, List<DeclaredReads.Asked> asked, CompletionStage<?> last) {
        return last.handle((answer, refused) -> {
                    boolean more = false;
                    for (DeclaredReads.Asked some : asked) {
                        more |= batch.sendDue(some);
                    }
                    return more;
                })
                .thenCompose(more -> {
                    if (!more) {
                        return CompletableFuture.completedFuture(null);
                    }
                    connection.flushCommands();
                    return whole(batch, asked, batch.last());
                });
    }

    private static About about(PlanEntry.Judgeable plan, LocalDate day) {
        PlanFields named = plan.plan();
        return new About(named.symbol(), named.account(), named.strategy(), day);
    }

    private List<LoadedPlan> loaded(
            PlanFacts all, List<DeclaredReads.Asked> asked, List<PlanReads> reads, Fact killSwitch) {
        Instant now = clock.instant();
        ApplyMode applyMode = mode.get();
        List<LoadedPlan> plans = new ArrayList<>(reads.size());
        for (int i = 0; i < reads.size(); i++) {
            PlanReads read = reads.get(i);
            List<Fact> undeclared = undeclared(read, now, killSwitch, applyMode);
            List<Fact> declared = asked.get(i).facts(new Fields(read.entry().raw())::text, now);
            plans.add(new LoadedPlan(
                    read.entry(),
                    now,
                    all.active(undeclared, declared),
                    all.candidate(undeclared, declared),
                    SymbolState.of(read)));
        }
        return plans;
    }

    private List<Fact> undeclared(PlanReads reads, Instant now, Fact killSwitch, ApplyMode applyMode) {
        PlanFields plan = reads.entry().plan();
        FactDecoder decoder = new FactDecoder(now);
        List<Fact> facts = new ArrayList<>(16);
        facts.add(applyMode);
        facts.add(new Moment(now.getEpochSecond()));
        facts.add(plan.at(now));
        facts.add(killSwitch);
        facts.add(decoder.executions(reads.executions()));
        facts.add(decoder.dailyTotals(reads.dailyNotional(), reads.dailyQty()));
        facts.add(decoder.priorDecision(reads.decision()));
        facts.add(FactDecoder.priorExecution(reads.executed()));
        SnapshotHash inRedis = SnapshotHash.newest(reads.snapshot(), reads.olderSnapshot(), now);
        facts.add(inRedis.position());
        facts.add(inRedis.price());
        facts.addAll(positions.facts(plan.symbol(), plan.positionSide(), now));
        return facts;
    }
}
