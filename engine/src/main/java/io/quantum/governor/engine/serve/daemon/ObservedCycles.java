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
import io.quantum.governor.engine.serve.observe.ComparedWrites;
import io.quantum.governor.engine.serve.observe.ObserveStore;
import io.quantum.governor.loaders.declared.Outside;
import io.quantum.governor.loaders.redis.BudgetLoader;
import io.quantum.governor.loaders.redis.DeclaredReads;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.RedisFault;
import io.quantum.governor.loaders.redis.TargetLoader;
import java.time.Duration;
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
    private String trouble = "";

    ObservedCycles(Settings settings, ActiveRules rules, Sources sources, Outside outside) {
        this.settings = settings;
        this.rules = rules;
        this.sources = sources;
        this.outside = outside;
        Duration interval = settings.budget().interval();
        ComparedWrites budgets = new ComparedWrites(
                new ComparedWrites.Hashes("budget", Keys.budget(""), "budget_usd", "timestamp"),
                interval,
                sources.clock());
        background.every(interval, () -> compare(budgets, Part.BUDGET));
        ComparedWrites proposals = new ComparedWrites(
                new ComparedWrites.Hashes("allocation", Keys.proposedTarget(""), "proposed_target", "ts_epoch"),
                settings.allocationInterval(),
                sources.clock());
        background.every(settings.allocationInterval(), () -> compare(proposals, Part.ALLOCATION));
    }

    private void compare(ComparedWrites compared, Part part) {
        // a cycle of each is all that happens here in some seconds, so nothing of it is kept open
        try (StatefulRedisConnection<String, byte[]> redis = sources.flushedByHand();
                StatefulRedisConnection<String, byte[]> storing =
                        sources.redis().connect(PlanLoops.CODEC);
                SymbolEvaluator evaluator = new SymbolEvaluator(rules.rulebook(), part, rules.thresholds());
                MetricsPage unserved = new MetricsPage()) {
            ComparedWrites.Cycle cycle = compared.begin(redis);
            DeclaredReads declared = new DeclaredReads(rules.rulebook().kinds().declared(part), outside);
            cycle(part, redis, evaluator, declared, cycle, unserved).run();
            new ObserveStore(storing, sources.clock()).add(cycle.end());
            trouble = "";
        } catch (RedisException e) {
            String words = RedisFault.words(e);
            if (!words.equals(trouble)) {
                LOG.warn("what other engines write is not compared: {}", words);
            }
            trouble = words;
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
