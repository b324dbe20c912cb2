package io.quantum.governor.loaders.binance;

import io.quantum.governor.loaders.binance.ExchangeFailure.Kind;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One half of the snapshot as something that can fail: asks for it, backs off, counts, and tells people once when its
 * state changes. Refreshed by one thread; the counts can be read by any.
 */
final class ExchangeFeed {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeFeed.class);

    private final String name;
    private final Backoff backoff;
    private Optional<Kind> toldOf = Optional.empty();
    private long failuresInARow;
    private final AtomicLong failures = new AtomicLong();
    private volatile String lastFailure = "";

    /**
     * @param name what it brings, for people: {@code positions}
     */
    ExchangeFeed(String name, Backoff backoff) {
        this.name = name;
        this.backoff = backoff;
    }

    /** Asks the exchange and puts the answer into the snapshot. */
    interface Fetch {
        void run() throws ExchangeFailure, InterruptedException;
    }

    /** How long until it may be asked for again, nanoseconds; 0 or less when now. */
    long nanosToWait() {
        return backoff.nanosToWait();
    }

    /**
     * Asks once. Only an interruption gets out.
     *
     * @param startedNanos when this round of requests was begun, by the ticker
     */
    void refresh(long startedNanos, Fetch fetch) throws InterruptedException {
        try {
            fetch.run();
            succeeded();
        } catch (ExchangeFailure failure) {
            failed(startedNanos, failure.kind(), failure.getMessage());
        } catch (RuntimeException | Error bug) {
            // Its message could quote a URL, so only its kind and place are told.
            StackTraceElement[] trace = bug.getStackTrace();
            String place = trace.length == 0 ? "" : " at " + trace[0];
            failed(
                    startedNanos,
                    Kind.UNREADABLE,
                    "our own fault: " + bug.getClass().getSimpleName() + place);
        }
    }

    /** How often it failed since the start. */
    long failures() {
        return failures.get();
    }

    /** Why it fails now, or "" when the last attempt went well. */
    String lastFailure() {
        return lastFailure;
    }

    private void succeeded() {
        backoff.succeeded();
        lastFailure = "";
        if (toldOf.isPresent()) {
            LOG.info("Binance {} are back; failed attempts: {}", name, failuresInARow);
            toldOf = Optional.empty();
        }
        failuresInARow = 0;
    }

    private void failed(long startedNanos, Kind kind, String message) {
        backoff.failed(startedNanos, kind == Kind.RATE_LIMITED || kind == Kind.BANNED);
        failures.incrementAndGet();
        failuresInARow++;
        lastFailure = name + ": " + message;
        if (toldOf.filter(kind::equals).isEmpty()) {
            LOG.warn("Binance {} can't be refreshed: {}. The last good ones stay and grow older", name, message);
            toldOf = Optional.of(kind);
        }
    }
}
