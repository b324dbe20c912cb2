package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.allocation.AllocationCycle;
import io.quantum.governor.engine.decide.allocation.AllocationMetrics;
import io.quantum.governor.engine.decide.budget.BudgetCycle;
import io.quantum.governor.engine.decide.budget.BudgetMetrics;
import io.quantum.governor.engine.decide.cycle.CycleLoop;
import io.quantum.governor.engine.decide.cycle.CycleWrites;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.rules.evaluate.SymbolEvaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.serve.observe.Compared;
import io.quantum.governor.engine.serve.observe.ComparedWrites;
import io.quantum.governor.engine.serve.observe.ObserveStore;
import io.quantum.governor.loaders.declared.Outside;
import io.quantum.governor.loaders.redis.BudgetLoader;
import io.quantum.governor.loaders.redis.DeclaredReads;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.RedisFault;
import io.quantum.governor.loaders.redis.TargetLoader;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works out budgets and proposals as the engines do, writes none, and compares them with what other engines have written. */
final class ObservedCycles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ObservedCycles.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Settings settings;
    private final ActiveRules rules;
    private final Sources sources;
    private final Outside outside;
    private final Background background = new Background("cycles");

    ObservedCycles(Settings settings, ActiveRules rules, Sources sources, Outside outside) {
        this.settings = settings;
        this.rules = rules;
        this.sources = sources;
        this.outside = outside;
        compare(
                Part.BUDGET,
                new ComparedWrites.Hashes(Compared.BUDGET, Keys.budget(""), "budget_usd", "timestamp"),
                settings.budget().interval());
        compare(
                Part.ALLOCATION,
                new ComparedWrites.Hashes(Compared.ALLOCATION, Keys.proposedTarget(""), "proposed_target", "ts_epoch"),
                settings.allocationInterval());
    }

    private void compare(Part part, ComparedWrites.Hashes hashes, Duration interval) {
        ComparedWrites writes = new ComparedWrites(hashes, interval, sources.clock());
        // what was said of this engine last
        AtomicReference<String> trouble = new AtomicReference<>("");
        background.every(interval, () -> {
            String now = compare(part, writes);
            if (!now.equals(trouble.getAndSet(now)) && !now.isEmpty()) {
                LOG.warn("what the other {} engine writes is not compared: {}", hashes.engine(), now);
            }
        });
    }

    /** Empty when all went well, else why not. */
    private String compare(Part part, ComparedWrites writes) {
        // a cycle of each is all that happens here in some seconds, so nothing of it is kept open
        try (StatefulRedisConnection<String, byte[]> redis = sources.flushedByHand();
                StatefulRedisConnection<String, byte[]> storing =
                        sources.redis().connect(PlanLoops.CODEC);
                SymbolEvaluator evaluator = new SymbolEvaluator(rules.rulebook(), part, rules.thresholds());
                MetricsPage unserved = new MetricsPage()) {
            DeclaredReads declared = new DeclaredReads(rules.rulebook().kinds().declared(part), outside);
            writes.begin();
            cycle(part, redis, evaluator, declared, writes, unserved).run();
            new ObserveStore(storing, sources.clock()).add(writes.end(redis));
            return "";
        } catch (RedisException e) {
            return RedisFault.words(e);
        }
    }

    private CycleLoop.Cycle cycle(
            Part part,
            StatefulRedisConnection<String, byte[]> redis,
            SymbolEvaluator evaluator,
            DeclaredReads declared,
            CycleWrites writes,
            MetricsPage unserved) {
        if (part == Part.BUDGET) {
            return new BudgetCycle(
                    new BudgetLoader(redis, sources.positions(), sources.clock()),
                    evaluator,
                    declared,
                    writes,
                    new BudgetMetrics(unserved, settings.budget(), () -> false),
                    settings.budget().mode());
        }
        return new AllocationCycle(
                new TargetLoader(redis, sources.clock(), TIMEOUT),
                evaluator,
                declared,
                writes,
                new AllocationMetrics(unserved, () -> false));
    }

    @Override
    public void close() {
        background.close();
    }
}
