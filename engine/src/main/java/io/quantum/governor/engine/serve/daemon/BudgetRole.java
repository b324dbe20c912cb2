package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.base.settings.BudgetSettings;
import io.quantum.governor.engine.base.settings.Role;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.budget.BudgetChecks;
import io.quantum.governor.engine.decide.budget.BudgetCycle;
import io.quantum.governor.engine.decide.budget.BudgetMetrics;
import io.quantum.governor.engine.decide.budget.BudgetPages;
import io.quantum.governor.engine.decide.budget.BudgetRules;
import io.quantum.governor.engine.decide.cycle.CycleLoop;
import io.quantum.governor.engine.decide.cycle.CycleMetrics;
import io.quantum.governor.engine.decide.cycle.CycleState;
import io.quantum.governor.engine.decide.cycle.FencedWriter;
import io.quantum.governor.engine.decide.cycle.Lease;
import io.quantum.governor.engine.rules.evaluate.SymbolEvaluator;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.RulesSource;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.engine.serve.http.Health;
import io.quantum.governor.engine.serve.http.HttpPages;
import io.quantum.governor.loaders.declared.Outside;
import io.quantum.governor.loaders.gauge.GaugePages;
import io.quantum.governor.loaders.redis.BudgetLoader;
import io.quantum.governor.loaders.redis.DeclaredReads;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The role that works out portfolio budgets, wired by hand. */
final class BudgetRole implements AutoCloseable {
    private static final String ENGINE = "budget";
    private static final Duration LONGEST_GAUGE = Duration.ofSeconds(2);
    /** How long gate 0 remembers a violation, seconds. */
    private static final String REMEMBERED = "portfolioBudget.violationWindowSec";

    private final MetricsPage metrics = new MetricsPage();
    private final CycleState state = new CycleState(ENGINE);
    private final BudgetSettings settings;
    private final RulesSource rules;
    private final GaugePages gauges;
    private final Outside outside;
    private final CycleLoop loop;
    private final HttpPages pages;

    BudgetRole(Settings all, RulesSource rules, Sources sources) {
        settings = all.budget();
        this.rules = rules;
        gauges = new GaugePages(all.metricsPages(), gaugeLimit(settings.interval()), sources.clock());
        outside = sources.outside(gauges);
        BudgetMetrics budgets = new BudgetMetrics(metrics, settings, state::isHolding);
        BudgetChecks checks =
                new BudgetChecks(sources::flushedByHand, this::budgetRules, settings.mode(), sources.clock());
        pages = HttpPages.start(
                all.bind(), all.page(Role.BUDGET), metrics, this::health, new BudgetPages(checks).routes());
        loop = new CycleLoop(
                ENGINE, () -> work(sources, budgets), settings.interval(), new CycleMetrics(metrics, ENGINE), state);
    }

    private CycleLoop.Work work(Sources sources, BudgetMetrics budgets) {
        StatefulRedisConnection<String, byte[]> redis = sources.flushedByHand();
        Lease lease = new Lease(redis, ENGINE, sources.owner(), CycleLoop.leaseExpiry(settings.interval()));
        BudgetLoader loader = new BudgetLoader(redis, sources.positions(), sources.clock());
        FencedWriter writer = new FencedWriter(redis, lease);
        return new CycleLoop.Work(lease, () -> cycle(loader, writer, budgets));
    }

    /** A whole cycle is worked out by the rules that were in force when it began. */
    private boolean cycle(BudgetLoader loader, FencedWriter writer, BudgetMetrics budgets) {
        try (BudgetRules now = budgetRules()) {
            gauges.refresh(Duration.ZERO);
            return new BudgetCycle(loader, now.evaluator(), now.declared(), writer, budgets, settings.mode()).run();
        }
    }

    private BudgetRules budgetRules() {
        ActiveRules now = rules.get();
        return new BudgetRules(
                new SymbolEvaluator(now.rulebook(), Part.BUDGET, now.thresholds()),
                new DeclaredReads(now.rulebook().kinds().declared(Part.BUDGET), outside));
    }

    /** A slow page must not cost the cycle its lease. */
    private static Duration gaugeLimit(Duration interval) {
        Duration half = interval.dividedBy(2);
        return half.compareTo(LONGEST_GAUGE) < 0 ? half : LONGEST_GAUGE;
    }

    private Health health() {
        boolean connected = state.trouble().isEmpty();
        String gap = gap();
        boolean healthy = connected && gap.isEmpty();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", healthy ? "healthy" : "unhealthy");
        fields.put("service", "p2.8-portfolio-risk-governor");
        fields.put("mode", settings.mode());
        fields.put("redis", connected ? "connected" : "disconnected: " + state.trouble());
        if (!gap.isEmpty()) {
            fields.put("violations", gap);
        }
        return new Health(healthy, fields);
    }

    /** Between cycles that are rarer than this, gate 0 would forget a violation that lasts; empty when it does not. */
    private String gap() {
        long interval = settings.interval().toSeconds();
        return rules.get().thresholds().values().get(REMEMBERED) instanceof Long remembered && interval >= remembered
                ? "told every " + interval + " s, but gate 0 forgets them after " + remembered + " s; set "
                        + "BUDGET_COMPUTE_INTERVAL_SEC below that, or " + REMEMBERED + " above it"
                : "";
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
