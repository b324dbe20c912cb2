package io.quantum.governor.loaders.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Binance USD-M futures venue in a box: real HTTP on 127.0.0.1, the three REST paths that the governor reads, signed
 * requests checked as the venue does, and its failures at a switch. For the demo, the bench and tests. Thread-safe.
 */
public final class SimulatedExchange implements AutoCloseable {
    /** The signed path that lists positions, {@code GET}. */
    public static final String POSITIONS_PATH = "/fapi/v3/positionRisk";

    /** The public path that lists mark prices, {@code GET}. */
    public static final String PRICES_PATH = "/fapi/v1/premiumIndex";

    /** The public path that tells the venue's time, {@code GET}. */
    public static final String TIME_PATH = "/fapi/v1/time";

    /** The only key it accepts. */
    public static final String API_KEY = "sandbox-api-key-0123456789abcdef";

    /** The secret that goes with the key. */
    public static final String API_SECRET = "sandbox-api-secret-fedcba9876543210";

    static {
        // Without it the JDK's server holds every answer back for 40 ms (Nagle's algorithm and delayed ACKs).
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final SimulatedBook book;
    private final FaultSwitch faults = new FaultSwitch();
    private final SimulatedEndpoints endpoints;
    private final HttpServer server;
    private final ExecutorService threads;

    private SimulatedExchange(long seed, Clock clock) throws IOException {
        this.book = new SimulatedBook(seed);
        this.endpoints = new SimulatedEndpoints(book, new SignatureCheck(API_KEY, API_SECRET), faults, clock);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "simulated-exchange-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", endpoints);
    }

    /**
     * Starts a venue without positions and prices.
     *
     * @param seed of the random walk of {@link #movePrices}
     * @throws UncheckedIOException when no port can be had
     */
    public static SimulatedExchange start(long seed) {
        try {
            SimulatedExchange exchange = new SimulatedExchange(seed, Clock.systemUTC());
            exchange.server.start();
            return exchange;
        } catch (IOException e) {
            throw new UncheckedIOException("no simulated exchange", e);
        }
    }

    /** Starts a venue without positions and prices, with seed 1. */
    public static SimulatedExchange start() {
        return start(1);
    }

    /** Where it is: {@code http://127.0.0.1:port}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * Lists a position from now on.
     *
     * @param positionSide {@code BOTH}, or {@code LONG} or {@code SHORT} in hedge mode
     * @param amountBase signed, base asset; NaN makes a row that can't be read
     */
    public void setPosition(String symbol, String positionSide, double amountBase) {
        book.setPosition(symbol, positionSide, amountBase);
    }

    /** Lists no position of the symbol any more, on any side. */
    public void removePosition(String symbol) {
        book.removePosition(symbol);
    }

    /** Lists a mark price, USD; 0 or NaN makes one that can't be used. */
    public void setMarkPrice(String symbol, double usd) {
        book.setMarkPrice(symbol, usd);
    }

    /** Lists a funding rate beside the mark price, a fraction of the notional; 0.0001 until told, NaN can't be used. */
    public void setFundingRate(String symbol, double fraction) {
        book.setFundingRate(symbol, fraction);
    }

    /**
     * Moves every price once, up or down by at most this fraction of it.
     *
     * @param fraction such as 0.001 for 0.1 %
     */
    public void movePrices(double fraction) {
        book.movePrices(fraction);
    }

    /**
     * Plays a fault from now on, until told otherwise; {@link Failure#NONE} ends it and lets go of requests that are held.
     *
     * @param paths where; everywhere when none is named
     */
    public void failWith(Failure failure, String... paths) {
        faults.set(failure, Set.of(paths));
    }

    /** What 429 and 418 tell clients to wait, whole seconds; 1 s at first. */
    public void setRetryAfter(Duration retryAfter) {
        endpoints.retryAfter = retryAfter;
    }

    /** How long {@link Failure#TIMEOUT} and {@link Failure#STALLED} hold a request; 10 s at first. */
    public void setSilence(Duration silence) {
        endpoints.silence = silence;
    }

    /** Puts the venue's clock ahead of this machine's, or behind with a negative duration. */
    public void setClockAhead(Duration ahead) {
        endpoints.clockAhead = ahead;
    }

    /** Makes it look as if others on this address had used so much request weight in the present minute. */
    public void setUsedWeight(int weight) {
        endpoints.setUsedWeight(weight);
    }

    /** How many requests came in on a path since the start, failed ones included. */
    public long requests(String path) {
        return endpoints.requests(path);
    }

    /** Ends it; requests under way are cut off. */
    @Override
    public void close() {
        faults.set(Failure.NONE, Set.of());
        server.stop(0);
        threads.shutdownNow();
    }
}
