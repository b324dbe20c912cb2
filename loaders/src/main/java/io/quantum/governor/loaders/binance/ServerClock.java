package io.quantum.governor.loaders.binance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The exchange's clock as seen from here: the governor's own plus an offset learnt from {@code GET /fapi/v1/time}.
 * Belongs to one thread.
 *
 * <p>Until the first sync the offset is 0. Only request timestamps and the venue's rate limit minute use it; ages never do.
 */
final class ServerClock implements InstantSource {
    static final Duration SYNC_EVERY = Duration.ofMinutes(15);
    static final Duration TRY_AGAIN_AFTER = Duration.ofMinutes(1);

    private final InstantSource own;
    private final LongSupplier ticker;
    private Duration offset = Duration.ZERO;
    private long dueAtNanos;

    /**
     * @param own the governor's clock
     * @param ticker nanoseconds from any origin, never set back, such as {@link System#nanoTime()}
     */
    ServerClock(InstantSource own, LongSupplier ticker) {
        this.own = own;
        this.ticker = ticker;
        this.dueAtNanos = ticker.getAsLong();
    }

    /** Now, by the exchange's clock as far as it is known. */
    @Override
    public Instant instant() {
        return own.instant().plus(offset);
    }

    /** Whether the offset should be learnt (again) now. */
    boolean isSyncDue() {
        return ticker.getAsLong() - dueAtNanos >= 0;
    }

    /**
     * Learns the offset from one answer, taking the server's time for that of the middle of the call.
     *
     * @param asked own clock when the request was begun
     * @param answered own clock when the answer was there
     */
    void synced(Instant server, Instant asked, Instant answered) {
        Duration half = Duration.between(asked, answered).dividedBy(2);
        offset = Duration.between(asked.plus(half), server);
        dueIn(SYNC_EVERY);
    }

    /** Keeps the offset as it is for a while, because it could not be learnt. */
    void syncFailed() {
        dueIn(TRY_AGAIN_AFTER);
    }

    /** The exchange's clock less the governor's own. */
    Duration offset() {
        return offset;
    }

    private void dueIn(Duration wait) {
        dueAtNanos = ticker.getAsLong() + wait.toNanos();
    }
}
