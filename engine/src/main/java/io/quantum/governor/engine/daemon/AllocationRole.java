package io.quantum.governor.engine.daemon;

import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.allocation.AllocationCycle;
import io.quantum.governor.engine.allocation.AllocationMetrics;
import io.quantum.governor.engine.cycle.CycleLoop;
import io.quantum.governor.engine.cycle.CycleMetrics;
import io.quantum.governor.engine.cycle.CycleState;
import io.quantum.governor.engine.cycle.FencedWriter;
import io.quantum.governor.engine.cycle.Lease;
import io.quantum.governor.engine.evaluate.SymbolEvaluator;
import io.quantum.governor.engine.http.HttpPages;
import io.quantum.governor.engine.metrics.MetricsPage;
import io.quantum.governor.engine.rulebook.Part;
import io.quantum.governor.engine.settings.Role;
import io.quantum.governor.engine.settings.Settings;
import io.quantum.governor.facts.TargetAdvice;
import io.quantum.governor.loaders.redis.TargetLoader;
import java.time.Duration;
import java.util.List;

/** The role that proposes allocation targets, wired by hand. */
final class AllocationRole implements AutoCloseable {
    private static final String ENGINE = "allocation";
    private static final String SERVICE = "p2.9-allocation-target-shadow";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final MetricsPage metrics = new MetricsPage();
    private final CycleState state = new CycleState(ENGINE);
    private final SymbolEvaluator evaluator;
    private final CycleLoop loop;
    private final HttpPages pages;

    AllocationRole(Settings settings, ActiveRules rules, Sources sources) {
        evaluator = new SymbolEvaluator(rules.rulebook(), Part.ALLOCATION, rules.thresholds());
        AllocationMetrics proposals = new AllocationMetrics(metrics, state::isHolding);
        Duration interval = settings.allocationInterval();
        pages = HttpPages.start(
                settings.bind(),
                settings.page(Role.ALLOCATION),
                metrics,
                () -> CycleHealth.of(SERVICE, AllocationCycle.MODE, state, rules),
                List.of());
        loop = new CycleLoop(
                ENGINE, () -> work(sources, interval, proposals), interval, new CycleMetrics(metrics, ENGINE), state);
    }

    private CycleLoop.Work work(Sources sources, Duration interval, AllocationMetrics proposals) {
        StatefulRedisConnection<String, byte[]> redis = sources.flushedByHand();
        Lease lease = new Lease(redis, ENGINE, sources.owner(), CycleLoop.leaseExpiry(interval));
        return new CycleLoop.Work(
                lease,
                new AllocationCycle(
                        new TargetLoader(redis, sources.clock(), TIMEOUT),
                        facts -> evaluator.evaluate(facts).one(TargetAdvice.class),
                        lease,
                        new FencedWriter(redis, lease),
                        proposals));
    }

    int port() {
        return pages.port();
    }

    @Override
    public void close() {
        loop.close();
        pages.close();
        evaluator.close();
        metrics.close();
    }
}
