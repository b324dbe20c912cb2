package io.quantum.governor.loaders.binance;

import io.quantum.governor.loaders.declared.FactSource.OfExchange;
import io.quantum.governor.loaders.declared.Outside;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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
    private static final Duration BETWEEN_EXCHANGE_INFOS = Duration.ofHours(1);
    private static final long JOIN_MILLIS = 2000;

    private final BinanceClient client;
    private final Clock clock;
    private final LongSupplier ticker;
    private final long intervalNanos;
    private final long retryNanos;
    private final ExchangeFeed positions;
    private final ExchangeFeed prices;
    private final ExchangeFeed account;
    private final ExchangeFeed exchangeInfo;
    private final List<ExchangeRows> rows = new CopyOnWriteArrayList<>();
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
        this.account = new ExchangeFeed("account", backoff(retry));
        this.exchangeInfo = new ExchangeFeed("exchange info", backoff(retry));
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

    /** What it says besides, for the declared facts of one follower; what that names comes with the next answers. */
    public Outside rows() {
        ExchangeRows ofFollower = new ExchangeRows();
        rows.add(ofFollower);
        return ofFollower;
    }

    private boolean wants(String endpoint) {
        return rows.stream().anyMatch(r -> r.wants(endpoint));
    }

    /** How many requests failed since the start. */
    public long failures() {
        return feeds().mapToLong(ExchangeFeed::failures).sum();
    }

    /** What fails now, for people, without secrets; "" when all is well. */
    public String lastFailure() {
        return feeds().filter(feed -> feed != account || wants(OfExchange.ACCOUNT))
                .filter(feed -> feed != exchangeInfo || wants(OfExchange.EXCHANGE_INFO))
                .map(ExchangeFeed::lastFailure)
                .filter(failure -> !failure.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private Stream<ExchangeFeed> feeds() {
        return Stream.of(positions, prices, account, exchangeInfo);
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
        long paced = client.pacer().nanosToWait(weight(), lastStartNanos);
        return Math.max(scheduled, Math.max(backedOff, paced));
    }

    private int weight() {
        return BinanceClient.REFRESH_WEIGHT + (wants(OfExchange.ACCOUNT) ? BinanceClient.ACCOUNT_WEIGHT : 0);
    }

    private void refresh() throws InterruptedException {
        lastStartNanos = ticker.getAsLong();
        if (mayAsk(positions)) {
            positions.refresh(lastStartNanos, this::fetchPositions);
        }
        if (mayAsk(prices)) {
            prices.refresh(lastStartNanos, this::fetchPrices);
        }
        if (wants(OfExchange.ACCOUNT) && mayAsk(account)) {
            account.refresh(lastStartNanos, this::fetchAccount);
        }
        if (wants(OfExchange.EXCHANGE_INFO) && isExchangeInfoDue() && mayAsk(exchangeInfo)) {
            exchangeInfo.refresh(lastStartNanos, this::fetchExchangeInfo);
        }
        asked.set(false);
    }

    private boolean isExchangeInfoDue() {
        Instant before = clock.instant().minus(BETWEEN_EXCHANGE_INFOS);
        return rows.stream()
                .filter(r -> r.wants(OfExchange.EXCHANGE_INFO))
                .anyMatch(r -> r.askedAt(OfExchange.EXCHANGE_INFO).isBefore(before));
    }

    private boolean mayAsk(ExchangeFeed feed) {
        return !client.pacer().isPaused() && feed.nanosToWait() <= 0;
    }

    private void fetchPositions() throws ExchangeFailure, InterruptedException {
        Instant begun = clock.instant();
        BinanceClient.Fetched<AccountPositions> answer = client.positions();
        take(OfExchange.POSITION_RISK, begun, answer.body());
        current = current.withPositions(begun, answer.decoded());
    }

    private void fetchPrices() throws ExchangeFailure, InterruptedException {
        Instant begun = clock.instant();
        BinanceClient.Fetched<Map<String, Double>> answer = client.markPrices();
        take(OfExchange.PREMIUM_INDEX, begun, answer.body());
        current = current.withPrices(begun, answer.decoded());
    }

    private void fetchAccount() throws ExchangeFailure, InterruptedException {
        Instant begun = clock.instant();
        take(OfExchange.ACCOUNT, begun, client.account());
    }

    private void fetchExchangeInfo() throws ExchangeFailure, InterruptedException {
        Instant begun = clock.instant();
        take(OfExchange.EXCHANGE_INFO, begun, client.exchangeInfo());
    }

    private void take(String endpoint, Instant askedAt, byte[] body) throws ExchangeFailure {
        try {
            for (ExchangeRows ofFollower : rows) {
                ofFollower.take(endpoint, askedAt, body);
            }
        } catch (IOException e) {
            throw BinanceClient.unreadable(body);
        }
    }

    private Backoff backoff(Duration first) {
        return new Backoff(first, LONGEST_BACKOFF, LONGEST_BACKOFF_WHEN_LIMITED, ticker);
    }
}
