package io.quantum.governor.engine.serve.shadow;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import java.util.Optional;

/** What the page of the gate loop says of a candidate (contract, metrics of port 8044). */
final class ShadowMetrics {
    private static final double NANOS = 1e9;

    private final Counter plans;
    private final Gauge info;
    private final Histogram evaluation;

    ShadowMetrics(MetricsPage page) {
        plans = page.counter(
                "governor_shadow_plans_total",
                "Plans that a candidate judged too, by what it would have changed",
                "result",
                "gate",
                "reason");
        info = page.gauge("governor_shadow_info", "The candidate that judges plans", "name", "version", "digest");
        evaluation = page.latency("governor_shadow_evaluation_seconds", "Time the candidate takes for one plan");
    }

    void compared(Comparison what, long nanos) {
        plans.labelValues(what.result(), what.gate(), what.reason()).inc();
        evaluation.observe(nanos / NANOS);
    }

    void missed(long count) {
        if (count > 0) {
            plans.labelValues(Comparison.MISSED, "", "").inc(count);
        }
    }

    /** Names the candidate that judges plans now; none when it is empty. */
    void show(Optional<Candidate> candidate) {
        info.clear();
        candidate.ifPresent(
                c -> info.labelValues(c.name(), c.version(), c.digest()).set(1));
    }
}
