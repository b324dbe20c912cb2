package io.quantum.governor.engine.decide.allocation;

import io.prometheus.metrics.core.metrics.Counter;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.decide.allocation.AllocationCycle.Judged;
import io.quantum.governor.facts.EfficiencyTold;
import io.quantum.governor.facts.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The proposer's metrics (contract, metrics of port 8065). Gauges show the last cycle. Fed by one thread. */
public final class AllocationMetrics {
    /** Labels are bounded. */
    private static final int MOST_SYMBOLS = 2000;

    private static final String SYMBOL = "symbol";

    private final BooleanSupplier proposing;
    private final Counter loops;
    private final Counter proposed;
    private final Counter failures;
    private final List<Judged> cycle = new ArrayList<>();
    private volatile List<Judged> last = List.of();

    /**
     * @param page the proposer's page
     * @param proposing whether it is this daemon that proposes; gauges of another daemon's proposals would be old
     */
    public AllocationMetrics(MetricsPage page, BooleanSupplier proposing) {
        this.proposing = proposing;
        loops = page.counter("p29_shadow_loops_total", "Cycles that were run to their end");
        proposed = page.counter("p29_shadow_proposed_total", "Targets by what became of them", "reason");
        failures = page.counter(
                "governor_allocation_failures_total", "Symbols that one step of a cycle failed for", "step");
        page.gauges(
                "p29_shadow_multiplier",
                "Multiplier of the last proposal",
                SYMBOL,
                () -> samples(j -> j.advice() instanceof Proposal proposal ? proposal.multiplier() : Double.NaN));
        page.gauges(
                "p29_shadow_eff_confidence",
                "Confidence of the efficiency score",
                SYMBOL,
                () -> samples(j -> j.told().map(EfficiencyTold::confidence).orElse(Double.NaN)));
        page.gauges(
                "p29_shadow_eff_score",
                "Efficiency score",
                SYMBOL,
                () -> samples(j -> j.told().map(EfficiencyTold::score).orElse(Double.NaN)));
    }

    /** A cycle begins. */
    void begin() {
        cycle.clear();
    }

    /** A symbol was dealt with. */
    void done(Judged judged) {
        proposed.labelValues(judged.advice().reason()).inc();
        if (cycle.size() < MOST_SYMBOLS) {
            cycle.add(judged);
        }
    }

    /** A symbol could not be dealt with. */
    void failed(String step) {
        failures.labelValues(step).inc();
    }

    /** A cycle has come to its end. */
    void end() {
        last = List.copyOf(cycle);
        loops.inc();
    }

    /** What is not known has no sample. */
    private Map<String, Double> samples(Function<Judged, Double> value) {
        Map<String, Double> samples = new TreeMap<>();
        List<Judged> shown = proposing.getAsBoolean() ? last : List.of();
        shown.forEach(judged -> {
            double sample = value.apply(judged);
            if (!Double.isNaN(sample)) {
                samples.put(judged.symbol(), sample);
            }
        });
        return samples;
    }
}
