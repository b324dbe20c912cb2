package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.base.settings.Role;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.allocation.AllocationCycle;
import io.quantum.governor.engine.decide.allocation.AllocationMetrics;
import io.quantum.governor.engine.decide.cycle.CycleLoop;
import io.quantum.governor.engine.decide.cycle.CycleMetrics;
import io.quantum.governor.engine.decide.cycle.CycleState;
import io.quantum.governor.engine.decide.cycle.FencedWriter;
import io.quantum.governor.engine.decide.cycle.Lease;
import io.quantum.governor.engine.rules.evaluate.SymbolEvaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.RulesSource;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.serve.http.HttpPages;
import io.quantum.governor.loaders.declared.Outside;
import io.quantum.governor.loaders.gauge.GaugePages;
import io.quantum.governor.loaders.redis.DeclaredReads;
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
    private final RulesSource rules;
    private final GaugePages gauges;
    private final Outside outside;
    private final CycleLoop loop;
    private final HttpPages pages;

    AllocationRole(Settings settings, RulesSource rules, Sources sources) {
        this.rules = rules;
        gauges = new GaugePages(settings.metricsPages(), TIMEOUT, sources.clock());
        outside = sources.outside(gauges);
        AllocationMetrics proposals = new AllocationMetrics(metrics, state::isHolding);
        Duration interval = settings.allocationInterval();
        pages = HttpPages.start(
                settings.bind(),
                settings.page(Role.ALLOCATION),
                metrics,
                () -> CycleHealth.of(SERVICE, AllocationCycle.MODE, state, rules.get()),
                List.of());
        loop = new CycleLoop(
                ENGINE, () -> work(sources, interval, proposals), interval, new CycleMetrics(metrics, ENGINE), state);
    }

    private CycleLoop.Work work(Sources sources, Duration interval, AllocationMetrics proposals) {
        StatefulRedisConnection<String, byte[]> redis = sources.flushedByHand();
        Lease lease = new Lease(redis, ENGINE, sources.owner(), CycleLoop.leaseExpiry(interval));
        TargetLoader loader = new TargetLoader(redis, sources.clock(), TIMEOUT);
        FencedWriter writer = new FencedWriter(redis, lease);
        return new CycleLoop.Work(lease, () -> cycle(loader, writer, proposals));
    }

    /** A whole cycle is judged by the rules that were in force when it began. */
    private boolean cycle(TargetLoader loader, FencedWriter writer, AllocationMetrics proposals) {
        ActiveRules now = rules.get();
        try (SymbolEvaluator evaluator = new SymbolEvaluator(now.rulebook(), Part.ALLOCATION, now.thresholds())) {
            DeclaredReads declared = new DeclaredReads(now.rulebook().kinds().declared(Part.ALLOCATION), outside);
            gauges.refresh(Duration.ZERO);
            return new AllocationCycle(loader, evaluator, declared, writer, proposals).run();
        }
    }

    int port() {
        return pages.port();
    }

    @Override
    public void close() {
        loop.close();
        pages.close();
        metrics.close();
    }
}
