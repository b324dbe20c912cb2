package io.quantum.governor.engine.decide.cycle;

import java.time.Duration;

/** Due times at a fixed distance from the first one, whatever happens between them. All times are of one nano clock. */
final class Schedule {
    /** In an interval the lease is looked at so many times. */
    private static final int BEATS = 4;

    private final long intervalNanos;
    private long dueNanos;

    /** @param firstNanos the first due time */
    Schedule(long firstNanos, Duration interval) {
        this.dueNanos = firstNanos;
        this.intervalNanos = interval.toNanos();
    }

    /** How often the lease is taken or renewed. */
    static Duration beat(Duration interval) {
        return interval.dividedBy(BEATS);
    }

    boolean isDue(long nowNanos) {
        return nowNanos - dueNanos >= 0;
    }

    /** Whether a cycle that begins now begins more than a beat after it was due. */
    boolean isLate(long nowNanos) {
        return nowNanos - dueNanos > intervalNanos / BEATS;
    }

    /**
     * Moves on to the next due time that is not past.
     *
     * @return how many due times were passed over on the way
     */
    long moveOn(long nowNanos) {
        long missed = Math.max(0, (nowNanos - dueNanos) / intervalNanos);
        dueNanos += (missed + 1) * intervalNanos;
        return missed;
    }

    /** How long to wait: until the next due time, and at most for a beat. */
    long pauseNanos(long nowNanos) {
        return Math.min(Math.max(0, dueNanos - nowNanos), intervalNanos / BEATS);
    }
}
