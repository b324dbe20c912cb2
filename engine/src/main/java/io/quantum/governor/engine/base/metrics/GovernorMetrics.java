package io.quantum.governor.engine.base.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.quantum.governor.engine.decide.plan.DecisionListener;
import io.quantum.governor.engine.decide.plan.Outcome;
import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Hint;
import io.quantum.governor.facts.Verdict;
import io.quantum.governor.loaders.redis.PlanEntry;

/** The gate loop's metrics (contract, metrics of port 8044). */
public final class GovernorMetrics implements DecisionListener {
    private static final double NANOS = 1e9;
    private static final String ALLOCATION_GATE = "0.5";

    private final SymbolLabels symbols = new SymbolLabels();
    private final Counter allowed;
    private final Counter blocked;
    private final Counter disarmed;
    private final Gauge executionsHour;
    private final Gauge executions5Min;
    private final Counter p29Checked;
    private final Counter p29Blocked;
    private final Counter p29Missing;
    private final Counter p29Stale;
    private final Counter effApplied;
    private final Gauge effFactor;
    private final Counter plans;
    private final Counter again;
    private final Counter elsewhere;
    private final Histogram evaluation;

    public GovernorMetrics(MetricsPage page) {
        allowed = page.counter("quantum_govern_allow_total", "Plans that were permitted", "symbol");
        blocked = page.counter("quantum_govern_block_total", "Plans that were blocked", "symbol", "reason");
        disarmed = page.counter("quantum_govern_disarm_total", "Times the executor was put into dry_run", "reason");
        executionsHour = page.gauge("quantum_govern_exec_count_hour", "Permits within the hourly window", "symbol");
        executions5Min = page.gauge("quantum_govern_exec_count_5min", "Permits within the burst window", "symbol");
        p29Checked = page.counter("gov_p29_checked_total", "Plans that gate 0.5 was asked about", "symbol");
        p29Blocked = page.counter("gov_p29_block_total", "Plans that gate 0.5 blocked", "symbol");
        p29Missing = page.counter("gov_p29_missing_total", "Gate 0.5 opened: no readable target", "symbol");
        p29Stale = page.counter("gov_p29_stale_total", "Gate 0.5 opened: the target is stale", "symbol");
        effApplied = page.counter("p32_eff_apply_total", "Downsize hints in permits", "action", "reason");
        effFactor = page.gauge("p32_eff_factor", "Factor of the last downsize hint", "symbol");
        plans = page.counter("governor_plans_total", "Entries of the plan stream by what became of them", "outcome");
        again = page.counter("governor_decided_again_total", "Plans whose facts changed while they were decided");
        elsewhere = page.counter("governor_decided_elsewhere_total", "Plans that another governor decided first");
        evaluation = page.latency("governor_evaluation_seconds", "Time the rules take for one plan");
    }

    @Override
    public void committed(Outcome outcome) {
        if (outcome instanceof Outcome.Decided decided) {
            decided(decided);
        } else if (outcome instanceof Outcome.Refused refused) {
            plans.labelValues(Verdict.BLOCK).inc();
            blocked.labelValues(symbols.of(refused.symbol()), refused.reason()).inc();
        } else {
            plans.labelValues(unjudged(outcome)).inc();
        }
    }

    private static String unjudged(Outcome outcome) {
        if (outcome instanceof Outcome.DeadLetter) {
            return "DEAD_LETTER";
        }
        return outcome instanceof Outcome.Skipped ? Verdict.SKIP : Verdict.DUPLICATE;
    }

    @Override
    public void decidedElsewhere(PlanEntry entry) {
        elsewhere.inc();
    }

    @Override
    public void decidedAgain() {
        again.inc();
    }

    /** This daemon has put the executor into dry_run. */
    public void disarmed(String reason) {
        disarmed.labelValues(reason).inc();
    }

    private void decided(Outcome.Decided outcome) {
        Verdict verdict = outcome.evaluation().verdict();
        String symbol = symbols.of(outcome.entry().plan().symbol());
        plans.labelValues(verdict.decision()).inc();
        evaluation.observe(outcome.evaluationNanos() / NANOS);
        boolean permitted = verdict.decision().equals(Verdict.PERMIT);
        if (permitted) {
            allowed.labelValues(symbol).inc();
            hint(outcome.evaluation().one(Hint.class), symbol);
        } else if (verdict.decision().equals(Verdict.BLOCK)) {
            blocked.labelValues(symbol, verdict.reason()).inc();
        }
        outcome.evaluation().answers().forEach(a -> executions(a, symbol, permitted));
        outcome.evaluation().gates().stream()
                .filter(g -> g.gate().number().equals(ALLOCATION_GATE))
                .forEach(g -> allocation(g, symbol, verdict));
    }

    private void executions(Answer answer, String symbol, boolean permitted) {
        if (!answer.measured()) {
            return;
        }
        double count = answer.value() + (permitted ? 1 : 0);
        switch (answer.gate()) {
            case "hourly-rate" -> executionsHour.labelValues(symbol).set(count);
            case "burst" -> executions5Min.labelValues(symbol).set(count);
            default -> {
                // other gates have no gauge of their own
            }
        }
    }

    private void allocation(GateResult result, String symbol, Verdict verdict) {
        p29Checked.labelValues(symbol).inc();
        switch (result.answer().reason()) {
            case "target_missing", "target_unreadable" ->
                p29Missing.labelValues(symbol).inc();
            case "target_stale" -> p29Stale.labelValues(symbol).inc();
            default -> {
                if (verdict.name().equals(result.gate().name())) {
                    p29Blocked.labelValues(symbol).inc();
                }
            }
        }
    }

    private void hint(Hint hint, String symbol) {
        boolean downsized = hint.action().equals("DOWNSIZE");
        effApplied
                .labelValues(hint.action(), downsized ? "low_score" : hint.reason())
                .inc();
        effFactor.labelValues(symbol).set(hint.factor());
    }
}
