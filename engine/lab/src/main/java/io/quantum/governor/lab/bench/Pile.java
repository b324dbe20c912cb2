package io.quantum.governor.lab.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Plans that piled up while a governor was held, and then were decided.
 *
 * @param perSecond plans a second
 * @param cpuMicros CPU time of the governor for each plan, microseconds
 */
record Pile(double perSecond, double cpuMicros) {
    private static final double NANOS = 1e9;
    private static final double MICRO = 1e3;

    /** Publishes so many plans at once, and waits until all are decided. */
    static Pile decide(Publisher publisher, GovernorProcess governor, Load load, int plans, int symbols) {
        governor.hold();
        publisher.pileUp(load, plans, symbols);
        double cpu = governor.cpu().toNanos();
        long before = publisher.decided();
        long start = System.nanoTime();
        governor.goOn();
        Drain.await(publisher, before + plans, governor::isRunning);
        double seconds = (System.nanoTime() - start) / NANOS;
        return new Pile(plans / seconds, (governor.cpu().toNanos() - cpu) / MICRO / plans);
    }

    /** The median of each figure. */
    static Row row(String name, List<Pile> piles) {
        return Row.ofRate(name, median(piles, Pile::perSecond))
                .costing(median(piles, Pile::cpuMicros), Double.NaN, Double.NaN);
    }

    static double median(List<Pile> piles, ToDoubleFunction<Pile> figure) {
        double[] sorted = piles.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
