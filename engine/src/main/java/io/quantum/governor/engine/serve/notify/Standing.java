package io.quantum.governor.engine.serve.notify;

import java.time.Duration;
import java.util.Objects;

/**
 * What has been told of a condition and is not over. Every daemon knows it by Redis. Moments are in milliseconds since 1970.
 *
 * @param condition as it was told
 * @param toldMs when
 * @param clearMs since when it does not hold any more; 0 while it holds
 * @param remindMs when it is told again
 * @param everyMs how long that was put off for
 */
record Standing(Condition condition, long toldMs, long clearMs, long remindMs, long everyMs) {
    private static final long FIRST_REMINDER_MS = Duration.ofHours(1).toMillis();

    Standing {
        Objects.requireNonNull(condition);
    }

    /** A condition that is told now. */
    static Standing of(Condition condition, long nowMs) {
        return new Standing(condition, nowMs, 0, nowMs + FIRST_REMINDER_MS, FIRST_REMINDER_MS);
    }

    boolean isClear() {
        return clearMs != 0;
    }

    Standing clearSince(long ms) {
        return new Standing(condition, toldMs, ms, remindMs, everyMs);
    }

    /** The same when it has been told again: the next time after twice as long. */
    Standing reminded(long nowMs) {
        return new Standing(condition, toldMs, clearMs, nowMs + 2 * everyMs, 2 * everyMs);
    }
}
