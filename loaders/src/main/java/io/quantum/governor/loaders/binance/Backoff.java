package io.quantum.governor.loaders.binance;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The wait between attempts at something that fails: doubles up to a longest, ends with a success. For one thread. */
final class Backoff {
    private final long firstNanos;
    private final long longestNanos;
    private final LongSupplier ticker;
    private long waitNanos;
    private long readyAtNanos;

    /**
     * @param first the wait after the first failure
     * @param longest no wait is longer
     * @param ticker nanoseconds from any origin, never set back
     */
    Backoff(Duration first, Duration longest, LongSupplier ticker) {
        this.firstNanos = first.toNanos();
        this.longestNanos = longest.toNanos();
        this.ticker = ticker;
        this.readyAtNanos = ticker.getAsLong();
    }

    void succeeded() {
        waitNanos = 0;
        readyAtNanos = ticker.getAsLong();
    }

    void failed() {
        waitNanos = waitNanos == 0 ? firstNanos : Math.min(waitNanos * 2, longestNanos);
        readyAtNanos = ticker.getAsLong() + waitNanos;
    }

    /** How long until the next attempt, nanoseconds; 0 or less when it may be made now. */
    long nanosToWait() {
        return readyAtNanos - ticker.getAsLong();
    }
}
