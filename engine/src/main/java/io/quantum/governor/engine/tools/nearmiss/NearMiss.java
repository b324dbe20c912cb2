package io.quantum.governor.engine.tools.nearmiss;

import java.util.List;

/**
 * A rule that did not fire.
 *
 * @param rule its name
 * @param condition the first of its conditions that did not hold, as it stands in the rule file
 * @param why what was there instead, in a sentence without its full stop
 * @param distance how far a measured value was from what was needed; none or one
 */
public record NearMiss(String rule, String condition, String why, List<Distance> distance) {

    /**
     * A comparison of numbers that did not hold.
     *
     * @param value what was seen
     * @param comparison how it was compared: {@code >=}
     * @param limit what it was compared with, in the same unit
     */
    public record Distance(double value, String comparison, double limit) {
        /** How much was missing; 0 when exactly the limit is what the rule does not take. */
        double size() {
            return Math.abs(value - limit);
        }
    }
}
