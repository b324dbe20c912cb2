package io.quantum.governor.engine.base.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.quantum.governor.engine.base.process.Build;
import io.quantum.governor.engine.decide.plan.DecisionListener;
import io.quantum.governor.engine.decide.plan.Outcome;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Hint;
import io.quantum.governor.facts.Verdict;
import io.quantum.governor.loaders.redis.PlanEntry;
import java.time.Clock;
import java.util.List;

/** The gate loop's metrics (contract, metrics of port 8044). */
public final class GovernorMetrics implements DecisionListener {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;
    private static final String ALLOCATION_GATE = "0.5";
    private static final String DEAD_LETTER = "DEAD_LETTER";
    private static final List<String> OUTCOMES =
            List.of(Verdict.PERMIT, Verdict.BLOCK, Verdict.SKIP, Verdict.DUPLICATE, DEAD_LETTER);
    private static final double[] DECISION_BOUNDS_SEC = {
        1e-3, 2e-3, 5e-3, 10e-3, 20e-3, 50e-3, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60
    };

    private final SymbolLabels symbols = new SymbolLabels();
    private final Counter allowed;
    private final Counter blocked;
    private final Counter disarmed;
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
    private final Histogram decision;
    private final Clock clock;

    /** @param clock tells when a decision is told, to be compared with when its plan was published */
    public GovernorMetrics(MetricsPage page, Clock clock) {
        this.clock = clock;
        Build build = Build.running();
        page.gauge("governor_build_info", "The governor that runs", "version", "commit", "java")
                .labelValues(build.version(), build.commit(), Runtime.version().toString())
                .set(1);
        allowed = page.counter("quantum_govern_allow_total", "Plans that were permitted", "symbol");
        blocked = page.counter("quantum_govern_block_total", "Plans that were blocked", "symbol", "reason");
        disarmed = page.counter("quantum_govern_disarm_total", "Times the executor was put into dry_run", "reason");
        p29Checked = page.counter("gov_p29_checked_total", "Plans that gate 0.5 was asked about", "symbol");
        p29Blocked = page.counter("gov_p29_block_total", "Plans that gate 0.5 blocked", "symbol");
        p29Missing = page.counter("gov_p29_missing_total", "Gate 0.5 opened: no readable target", "symbol");
        p29Stale = page.counter("gov_p29_stale_total", "Gate 0.5 opened: the target is stale", "symbol");
        effApplied = page.counter("p32_eff_apply_total", "Downsize hints in permits", "action", "reason");
        effFactor = page.gauge("p32_eff_factor", "Factor of the last downsize hint", "symbol");
        plans = page.counter("governor_plans_total", "Entries of the plan stream by what became of them", "outcome");
        OUTCOMES.forEach(plans::initLabelValues);
        again = page.counter("governor_decided_again_total", "Plans whose facts changed while they were decided");
        elsewhere = page.counter("governor_decided_elsewhere_total", "Plans that another governor decided first");
        evaluation = page.latency("governor_evaluation_seconds", "Time the rules take for one plan");
        decision = page.histogram(
                "governor_decision_seconds",
                "Time from the publication of a plan to its decision in Redis",
                DECISION_BOUNDS_SEC);
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
            return DEAD_LETTER;
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
        decision.observe(Math.max(0, clock.millis() - outcome.entry().plan().publishedMs()) / MILLIS);
        if (verdict.decision().equals(Verdict.PERMIT)) {
            allowed.labelValues(symbol).inc();
            hint(outcome.evaluation().one(Hint.class), symbol);
        } else if (verdict.decision().equals(Verdict.BLOCK)) {
            blocked.labelValues(symbol, verdict.reason()).inc();
        }
        outcome.evaluation().gates().stream()
                .filter(g -> g.gate().number().equals(ALLOCATION_GATE))
                .forEach(g -> allocation(g, symbol, verdict));
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
