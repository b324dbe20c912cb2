package io.quantum.governor.lab.bench;

import java.util.Arrays;

/**
 * One line of the table. A figure that does not apply is NaN.
 *
 * @param name what was measured
 * @param p50Micros median, microseconds
 * @param p95Micros 95th percentile, microseconds
 * @param p99Micros 99th percentile, microseconds
 * @param maxMicros the longest, microseconds
 * @param perSecond plans a second
 * @param governorMicros CPU time of the governor for one plan, microseconds
 * @param redisMicros CPU time of Redis for one plan, microseconds
 * @param residentMegabytes the governor's resident memory at its highest
 */
public record Row(
        String name,
        double p50Micros,
        double p95Micros,
        double p99Micros,
        double maxMicros,
        double perSecond,
        double governorMicros,
        double redisMicros,
        double residentMegabytes) {
    private static final double MICRO = 1e3;
    private static final double P50 = 0.50;
    private static final double P95 = 0.95;
    private static final double P99 = 0.99;

    /** Durations alone. */
    static Row ofNanos(String name, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Row(
                name,
                at(sorted, P50),
                at(sorted, P95),
                at(sorted, P99),
                sorted[sorted.length - 1] / MICRO,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN);
    }

    /** One duration, in milliseconds. */
    static Row ofMillis(String name, double millis) {
        double micros = millis * MICRO;
        return new Row(name, micros, Double.NaN, Double.NaN, micros, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    /** A rate alone. */
    static Row ofRate(String name, double perSecond) {
        return new Row(
                name, Double.NaN, Double.NaN, Double.NaN, Double.NaN, perSecond, Double.NaN, Double.NaN, Double.NaN);
    }

    /** The same with what it cost. */
    Row costing(double governor, double redis, double resident) {
        return new Row(name, p50Micros, p95Micros, p99Micros, maxMicros, perSecond, governor, redis, resident);
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))] / MICRO;
    }
}
