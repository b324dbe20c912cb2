package io.quantum.governor.loaders.binance;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The wait between attempts at something that fails: doubles up to a longest, ends with a success. For one thread.
 *
 * <p>Only a venue that asks for fewer requests is left alone for long. After any other failure what it would have told is
 * needed soon, since plans are judged by what was known last.
 */
final class Backoff {
    private final long firstNanos;
    private final long longestNanos;
    private final long longestWhenLimitedNanos;
    private final LongSupplier ticker;
    private long waitNanos;
    private long readyAtNanos;

    /**
     * @param first the wait after the first failure
     * @param longest no wait is longer
     * @param longestWhenLimited no wait is longer after a failure by which the venue asks for fewer requests
     * @param ticker nanoseconds from any origin, never set back
     */
    Backoff(Duration first, Duration longest, Duration longestWhenLimited, LongSupplier ticker) {
        this.firstNanos = first.toNanos();
        this.longestNanos = longest.toNanos();
        this.longestWhenLimitedNanos = longestWhenLimited.toNanos();
        this.ticker = ticker;
        this.readyAtNanos = ticker.getAsLong();
    }

    void succeeded() {
        waitNanos = 0;
        readyAtNanos = ticker.getAsLong();
    }

    /**
     * @param startedNanos when the attempt was begun, by the ticker: the wait counts from there, so that an attempt falls due
     *     together with what was begun with it
     * @param limited whether the venue asks for fewer requests
     */
    void failed(long startedNanos, boolean limited) {
        long longest = limited ? longestWhenLimitedNanos : longestNanos;
        waitNanos = waitNanos == 0 ? firstNanos : Math.min(waitNanos * 2, longest);
        readyAtNanos = startedNanos + waitNanos;
    }

    /** How long until the next attempt, nanoseconds; 0 or less when it may be made now. */
    long nanosToWait() {
        return readyAtNanos - ticker.getAsLong();
    }
}
