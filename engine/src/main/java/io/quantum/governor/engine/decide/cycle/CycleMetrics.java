package io.quantum.governor.engine.decide.cycle;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import java.util.List;

/** Counts what became of an engine's cycles. Safe for use by many threads. */
public final class CycleMetrics {
    static final String DONE = "done";
    static final String FAILED = "failed";
    static final String LEASE_LOST = "lease_lost";

    private static final double NANOS = 1e9;

    private final String engine;
    private final Counter cycles;
    private final Counter late;
    private final Histogram seconds;

    /**
     * @param page the engine's page
     * @param engine its name, {@code budget}
     */
    public CycleMetrics(MetricsPage page, String engine) {
        this.engine = engine;
        cycles = page.counter(
                "governor_cycles_total", "Cycles of an engine by what became of them", "engine", "outcome");
        for (String outcome : List.of(DONE, FAILED, LEASE_LOST)) {
            cycles.initLabelValues(engine, outcome);
        }
        late = page.counter(
                "governor_cycle_late_total",
                "Cycles that began more than a quarter of an interval after they were due, or not at all",
                "engine");
        late.initLabelValues(engine);
        seconds = page.latency("governor_cycle_seconds", "Time that a cycle takes");
    }

    void late(long count) {
        late.labelValues(engine).inc(count);
    }

    void ended(String outcome, long nanos) {
        cycles.labelValues(engine, outcome).inc();
        seconds.observe(nanos / NANOS);
    }
}
