package io.quantum.governor.loaders.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Moment;
import io.quantum.governor.loaders.PositionSource;
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

/**
 * Loads all facts of a batch of plans in one round trip to Redis at most: of what is known already nothing is read. One batch
 * at a time, with a connection of its own.
 */
public final class FactLoader {
    private final StatefulRedisConnection<String, byte[]> connection;
    private final KnownKeys known;
    private final PositionSource positions;
    private final Outside outside;
    private final Supplier<ApplyMode> mode;
    private final Clock clock;
    private PlanFacts planFacts;

    /**
     * Loads everything anew each time.
     *
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
        this(connection, new KnownKeys(), positions, outside, mode, clock);
    }

    /**
     * Loads what is not known, or has changed since.
     *
     * @param plans the connection that brings plans; news of changes come before the plans that were published after them
     */
    public FactLoader(
            StatefulRedisConnection<String, byte[]> connection,
            StatefulRedisConnection<String, byte[]> plans,
            PositionSource positions,
            Outside outside,
            Supplier<ApplyMode> mode,
            Clock clock) {
        this(connection, new KnownKeys(connection, plans), positions, outside, mode, clock);
    }

    private FactLoader(
            StatefulRedisConnection<String, byte[]> connection,
            KnownKeys known,
            PositionSource positions,
            Outside outside,
            Supplier<ApplyMode> mode,
            Clock clock) {
        this.connection = connection;
        this.known = known;
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
     * Loads facts. Of a plan id that is loaded for the first time, while nothing else has to be read, it is believed that
     * nobody has decided on it yet: {@link SymbolState} says so, and who commits finds out.
     *
     * @param plans one or more plans
     * @param declared what the rules in force name
     * @param candidate what a candidate's rules name; that of {@link CandidateFacts#NONE} while there is none
     * @return the plans with their facts, in the same order, as of one moment; fails with a
     *     {@link io.lettuce.core.RedisException} when Redis can't answer
     */
    public CompletionStage<List<LoadedPlan>> load(
            List<PlanEntry.Judgeable> plans, List<FactDeclaration> declared, List<FactDeclaration> candidate) {
        return load(plans, declared, candidate, false);
    }

    /** As {@link #load}, of plans whose commits were refused, because something of what was known is no longer so. */
    public CompletionStage<List<LoadedPlan>> loadAgain(
            List<PlanEntry.Judgeable> plans, List<FactDeclaration> declared, List<FactDeclaration> candidate) {
        return load(plans, declared, candidate, true);
    }

    private CompletionStage<List<LoadedPlan>> load(
            List<PlanEntry.Judgeable> plans,
            List<FactDeclaration> declared,
            List<FactDeclaration> candidate,
            boolean overtaken) {
        follow(declared, candidate);
        RedisAsyncCommands<String, byte[]> redis = connection.async();
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Trip trip = known.begin(redis);
        DeclaredReads.Batch batch = planFacts.reads().begin(trip);
        List<StringKey> kill = known.kill();
        if (overtaken) {
            kill.forEach(KnownKey::changed);
        }
        kill.forEach(trip::read);
        List<PlanKeys> keys = new ArrayList<>(plans.size());
        for (PlanEntry.Judgeable plan : plans) {
            keys.add(PlanKeys.send(trip, batch, plan, day, overtaken));
        }
        boolean anyway = overtaken || trip.last().isPresent();
        List<PlanMarks> marks = new ArrayList<>(plans.size());
        for (PlanEntry.Judgeable plan : plans) {
            String planId = plan.plan().planId();
            marks.add(anyway ? PlanMarks.send(redis, planId) : PlanMarks.none(planId));
        }
        PlanFacts all = planFacts;
        if (!anyway) {
            return CompletableFuture.completedFuture(loaded(all, keys, marks, kill));
        }
        connection.flushCommands();
        // Redis answers in order: when the last one is here, all are
        return marks.get(marks.size() - 1).executed().future().handle((answer, refused) -> {
            batch.take();
            return loaded(all, keys, marks, kill);
        });
    }

    /** A commit that set a string has been made, on this loader's connection. */
    public void wrote(String key, byte[] value) {
        known.wrote(key, value);
    }

    /** A commit that pushed an entry onto a list has been made, on this loader's connection. */
    public void pushed(String key, byte[] entry) {
        known.pushed(key, entry);
    }

    /** Nobody knows what became of a commit. */
    public void forget() {
        known.forget();
    }

    private List<LoadedPlan> loaded(PlanFacts all, List<PlanKeys> keys, List<PlanMarks> marks, List<StringKey> kill) {
        Instant now = clock.instant();
        ApplyMode applyMode = mode.get();
        Fact killSwitch =
                FactDecoder.killSwitch(kill.stream().map(KnownKey::reply).toList());
        List<LoadedPlan> plans = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            PlanKeys plan = keys.get(i);
            List<Fact> undeclared = undeclared(plan, marks.get(i), now, killSwitch, applyMode);
            List<Fact> declared = plan.declared().facts(new Fields(plan.entry().raw())::text, now);
            plans.add(new LoadedPlan(
                    plan.entry(),
                    now,
                    all.active(undeclared, declared),
                    all.candidate(undeclared, declared),
                    SymbolState.of(plan, marks.get(i), kill)));
        }
        return plans;
    }

    private List<Fact> undeclared(PlanKeys keys, PlanMarks marks, Instant now, Fact killSwitch, ApplyMode applyMode) {
        PlanFields plan = keys.entry().plan();
        List<Fact> facts = new ArrayList<>(16);
        facts.add(applyMode);
        facts.add(new Moment(now.getEpochSecond()));
        facts.add(plan.at(now));
        facts.add(killSwitch);
        facts.add(keys.symbol().executions().fact(now));
        facts.add(keys.symbol().totals());
        facts.add(FactDecoder.priorDecision(marks.decision(), now));
        facts.add(FactDecoder.priorExecution(marks.executed()));
        SnapshotHash inRedis = keys.symbol().inRedis(now);
        facts.add(inRedis.position());
        facts.add(inRedis.price());
        facts.addAll(positions.facts(plan.symbol(), plan.positionSide(), now));
        return facts;
    }
}
