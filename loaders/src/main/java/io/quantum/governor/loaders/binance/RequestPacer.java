package io.quantum.governor.loaders.binance;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Keeps this address within the venue's request weight: {@value #VENUE_LIMIT} a minute, shared by all who use the
 * address. Belongs to one thread.
 *
 * <p>It follows the weight that the venue says is used ({@code X-MBX-USED-WEIGHT-1M}), whoever used it, and spreads what
 * is left of {@value #SHARE_PERCENT} % of the limit over what is left of the minute. A refusal (429, 418) stops all
 * requests until the time the venue names.
 */
final class RequestPacer {
    static final int VENUE_LIMIT = 2400;
    static final int SHARE_PERCENT = 80;

    private static final int CEILING = VENUE_LIMIT * SHARE_PERCENT / 100;
    private static final long MINUTE_MILLIS = 60_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final InstantSource venueTime;
    private final LongSupplier ticker;
    private long pausedUntilNanos;
    private long weightMinute;
    private int usedWeight;

    /**
     * @param venueTime the exchange's clock; its minutes are the ones that the limit counts in
     * @param ticker nanoseconds from any origin, never set back
     */
    RequestPacer(InstantSource venueTime, LongSupplier ticker) {
        this.venueTime = venueTime;
        this.ticker = ticker;
        this.pausedUntilNanos = ticker.getAsLong();
    }

    /** Takes note of the weight that the venue says this address has used in the present minute. */
    void used(int weight) {
        weightMinute = venueTime.millis() / MINUTE_MILLIS;
        usedWeight = weight;
    }

    /** Stops all requests for this long, or longer if a longer stop is in force. */
    void pauseFor(Duration pause) {
        long until = ticker.getAsLong() + pause.toNanos();
        if (until - pausedUntilNanos > 0) {
            pausedUntilNanos = until;
        }
    }

    /** Whether the venue has told us to stay away. */
    boolean isPaused() {
        return pausedUntilNanos - ticker.getAsLong() > 0;
    }

    /**
     * How long to wait before the next round of requests.
     *
     * @param weight what the round will weigh
     * @param lastStartNanos when the last round began, by the ticker
     * @return nanoseconds, 0 or less when it may begin now
     */
    long nanosToWait(int weight, long lastStartNanos) {
        long now = ticker.getAsLong();
        return Math.max(pausedUntilNanos - now, nanosForWeight(weight, lastStartNanos - now));
    }

    private long nanosForWeight(int weight, long lastStartFromNow) {
        long venueMillis = venueTime.millis();
        if (usedWeight == 0 || venueMillis / MINUTE_MILLIS != weightMinute) {
            return 0;
        }
        long leftMillis = MINUTE_MILLIS - venueMillis % MINUTE_MILLIS;
        int leftWeight = CEILING - usedWeight;
        return leftWeight < weight
                ? leftMillis * NANOS_PER_MILLI
                : lastStartFromNow + leftMillis * NANOS_PER_MILLI * weight / leftWeight;
    }
}
