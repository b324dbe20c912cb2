package io.quantum.governor.loaders.binance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps one {@link ExchangeSnapshot} fresh on a thread of its own, so that no plan ever waits for the exchange.
 *
 * <p>Thread-safe; no method throws because of the exchange or waits for it.
 */
public final class ExchangeRefresher implements AutoCloseable {
    private static final Duration SHORTEST_SPACING = Duration.ofMillis(500);
    /** Plans go on being judged by what was known last, and that is soon too old: two seconds are the longest gap. */
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(1);

    private static final Duration LONGEST_BACKOFF_WHEN_LIMITED = Duration.ofSeconds(15);
    private static final long JOIN_MILLIS = 2000;

    private final BinanceClient client;
    private final Clock clock;
    private final LongSupplier ticker;
    private final long intervalNanos;
    private final long retryNanos;
    private final ExchangeFeed positions;
    private final ExchangeFeed prices;
    private final Thread thread;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile ExchangeSnapshot current = ExchangeSnapshot.NOTHING_YET;
    private volatile boolean closed;
    private long lastStartNanos;

    private ExchangeRefresher(BinanceSettings settings, Clock clock, LongSupplier ticker) {
        Duration interval = settings.refreshInterval();
        this.clock = clock;
        this.ticker = ticker;
        this.client = new BinanceClient(settings, clock, ticker);
        this.intervalNanos = interval.toNanos();
        Duration retry = interval.compareTo(LONGEST_BACKOFF) < 0 ? interval : LONGEST_BACKOFF;
        this.retryNanos = retry.toNanos();
        this.positions = new ExchangeFeed("positions", backoff(retry));
        this.prices = new ExchangeFeed("mark prices", backoff(retry));
        this.lastStartNanos = ticker.getAsLong() - intervalNanos;
        this.thread = new Thread(this::run, "exchange-refresher");
        this.thread.setDaemon(true);
    }

    /**
     * Starts refreshing at once.
     *
     * @param clock the governor's own clock, by which the snapshot's times are told
     */
    public static ExchangeRefresher start(BinanceSettings settings, Clock clock) {
        ExchangeRefresher refresher = new ExchangeRefresher(settings, clock, System::nanoTime);
        refresher.thread.start();
        return refresher;
    }

    /** What the exchange said last; {@link ExchangeSnapshot#NOTHING_YET} before the first answer. */
    public ExchangeSnapshot current() {
        return current;
    }

    /**
     * Asks for one refresh before its time. However many ask, at most one more is made; it keeps to the back-off and to
     * the venue's limits, and to half a second between refreshes. Returns at once.
     */
    public void refreshSoon() {
        if (!asked.get() && asked.compareAndSet(false, true)) {
            LockSupport.unpark(thread);
        }
    }

    /** How many requests for positions or prices failed since the start. */
    public long failures() {
        return positions.failures() + prices.failures();
    }

    /** What fails now, for people, without secrets; "" when all is well. */
    public String lastFailure() {
        return Stream.of(positions.lastFailure(), prices.lastFailure())
                .filter(failure -> !failure.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** Ends the thread; a request under way is given up. The last snapshot can still be read. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            long wait = nanosToWait();
            if (wait > 0) {
                LockSupport.parkNanos(this, wait);
                continue;
            }
            try {
                refresh();
            } catch (InterruptedException e) {
                // Only close() interrupts; the loop's condition sees it.
            }
        }
    }

    private long nanosToWait() {
        long spacing = lastFailure().isEmpty() ? intervalNanos : retryNanos;
        if (asked.get()) {
            spacing = Math.min(spacing, SHORTEST_SPACING.toNanos());
        }
        long scheduled = lastStartNanos + spacing - ticker.getAsLong();
        long backedOff = Math.min(positions.nanosToWait(), prices.nanosToWait());
        long paced = client.pacer().nanosToWait(BinanceClient.REFRESH_WEIGHT, lastStartNanos);
        return Math.max(scheduled, Math.max(backedOff, paced));
    }

    private void refresh() throws InterruptedException {
        lastStartNanos = ticker.getAsLong();
        if (mayAsk(positions)) {
            positions.refresh(lastStartNanos, this::fetchPositions);
        }
        if (mayAsk(prices)) {
            prices.refresh(lastStartNanos, this::fetchPrices);
        }
        asked.set(false);
    }

    private boolean mayAsk(ExchangeFeed feed) {
        return !client.pacer().isPaused() && feed.nanosToWait() <= 0;
    }

    private void fetchPositions() throws ExchangeFailure, InterruptedException {
        Instant begun = clock.instant();
        current = current.withPositions(begun, client.positions());
    }

    private void fetchPrices() throws ExchangeFailure, InterruptedException {
        Instant begun = clock.instant();
        current = current.withPrices(begun, client.markPrices());
    }

    private Backoff backoff(Duration first) {
        return new Backoff(first, LONGEST_BACKOFF, LONGEST_BACKOFF_WHEN_LIMITED, ticker);
    }
}
