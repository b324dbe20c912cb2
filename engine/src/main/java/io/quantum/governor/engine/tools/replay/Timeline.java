package io.quantum.governor.engine.tools.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Plans and flips in the course of time, in steps that become longer as the time does: never more than
 * {@value #MOST_STEPS} of them. Not for use by several threads.
 */
final class Timeline {
    static final int MOST_STEPS = 120;
    private static final int BLOCKED = 1;
    private static final int PERMITTED = 2;

    private final TreeMap<Long, long[]> steps = new TreeMap<>();
    private long stepSec = 60;

    /**
     * One step.
     *
     * @param from when it begins, ISO 8601
     * @param plans plans that were decided again
     * @param newlyBlocked those that only the candidate blocks
     * @param newlyPermitted those that only the candidate permits
     */
    public record Step(String from, long plans, long newlyBlocked, long newlyPermitted) {}

    void add(Decided plan) {
        boolean flips = plan.isFlip();
        long blocked = flips && plan.then().said().isPermit() ? 1 : 0;
        add(plan.plan().at().getEpochSecond(), new long[] {1, blocked, flips ? 1 - blocked : 0});
    }

    void add(Timeline more) {
        while (stepSec < more.stepSec) {
            lengthen();
        }
        more.steps.forEach((step, counts) -> add(step * more.stepSec, counts));
    }

    private void add(long second, long[] counts) {
        long[] sums = steps.computeIfAbsent(Math.floorDiv(second, stepSec), step -> new long[PERMITTED + 1]);
        for (int i = 0; i < counts.length; i++) {
            sums[i] += counts[i];
        }
        while (steps.lastKey() - steps.firstKey() >= MOST_STEPS) {
            lengthen();
        }
    }

    private void lengthen() {
        TreeMap<Long, long[]> before = new TreeMap<>(steps);
        long beforeSec = stepSec;
        steps.clear();
        stepSec *= 2;
        before.forEach((step, counts) -> add(step * beforeSec, counts));
    }

    /** From the first to the last step with a plan, those without one among them. */
    List<Step> told() {
        List<Step> all = new ArrayList<>();
        for (long step = steps.isEmpty() ? 0 : steps.firstKey(); !steps.isEmpty() && step <= steps.lastKey(); step++) {
            long[] counts = steps.getOrDefault(step, new long[PERMITTED + 1]);
            all.add(new Step(
                    Instant.ofEpochSecond(step * stepSec).toString(), counts[0], counts[BLOCKED], counts[PERMITTED]));
        }
        return all;
    }
}
