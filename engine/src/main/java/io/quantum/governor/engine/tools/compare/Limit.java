package io.quantum.governor.engine.tools.compare;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A threshold's value before and after.
 *
 * @param stem of its rule file: {@code kill-score}
 * @param whole whether it takes whole numbers only
 */
record Limit(String stem, double before, double after, boolean whole) {
    private static final double SMALL_STEP = 1e-4;

    /** At both values, a step to either side, and in the middle. */
    Set<Double> around() {
        Set<Double> values = new TreeSet<>();
        for (double value : new double[] {before, after}) {
            double step = whole ? 1 : SMALL_STEP * Math.max(1, Math.abs(value));
            values.add(value - step);
            values.add(value);
            values.add(value + step);
        }
        values.add((before + after) / 2);
        return values;
    }

    /** Where a value comes to lie that moves with the limit, or half the way: it may be one factor of what is limited. */
    Stream<Double> moved(double value) {
        if (before == after) {
            return Stream.empty();
        }
        double way = after - before;
        Stream<Double> sums = Stream.of(value + way / 2, value + way);
        return before == 0
                ? sums
                : Stream.concat(sums, Stream.of(value * (before + way / 2) / before, value * after / before));
    }
}
