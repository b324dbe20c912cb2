package io.quantum.governor.loaders.binance;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.loaders.binance.ExchangeFailure.Kind;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Asks the exchange for positions and mark prices, and keeps the request timestamps right. Each call waits for its
 * answer; for one thread. It does not pace itself: {@link ExchangeRefresher} keeps it within the venue's limits.
 */
public final class BinanceClient {
    static final String POSITIONS_PATH = "/fapi/v3/positionRisk";
    static final String PRICES_PATH = "/fapi/v1/premiumIndex";
    static final String TIME_PATH = "/fapi/v1/time";

    /** What one refresh weighs against the venue's limit: positions 5, all prices 10. */
    static final int REFRESH_WEIGHT = 15;

    private static final int RECV_WINDOW_MILLIS = 5000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InstantSource clock;
    private final ServerClock serverClock;
    private final RequestPacer pacer;
    private final RequestSigner signer;
    private final BinanceHttp http;

    /**
     * A client that has asked nothing yet.
     *
     * @param clock the governor's own clock
     */
    public BinanceClient(BinanceSettings settings, Clock clock) {
        this(settings, clock, System::nanoTime);
    }

    BinanceClient(BinanceSettings settings, InstantSource clock, LongSupplier ticker) {
        this.clock = clock;
        this.serverClock = new ServerClock(clock, ticker);
        this.pacer = new RequestPacer(serverClock, ticker);
        this.signer = new RequestSigner(settings.apiSecret());
        this.http = new BinanceHttp(settings, pacer);
    }

    /**
     * All positions of the account, {@code GET /fapi/v3/positionRisk}, signed. Syncs with the venue's clock first when
     * that is due, and once more when the venue refuses the timestamp.
     *
     * @throws ExchangeFailure when there is no usable answer
     * @throws InterruptedException when the thread is told to stop
     */
    public AccountPositions positions() throws ExchangeFailure, InterruptedException {
        if (serverClock.isSyncDue()) {
            trySyncClock();
        }
        try {
            return askForPositions();
        } catch (ExchangeFailure failure) {
            if (failure.kind() != Kind.CLOCK_SKEW) {
                throw failure;
            }
            syncClock();
            return askForPositions();
        }
    }

    /**
     * The mark prices of all symbols, {@code GET /fapi/v1/premiumIndex}, public.
     *
     * @return USD by symbol, each finite and above 0
     * @throws ExchangeFailure when there is no usable answer
     * @throws InterruptedException when the thread is told to stop
     */
    public Map<String, Double> markPrices() throws ExchangeFailure, InterruptedException {
        byte[] body = http.get(PRICES_PATH);
        try {
            return PremiumIndexDecoder.decode(body);
        } catch (IOException e) {
            throw unreadable(body);
        }
    }

    /** What keeps this client within the venue's limits. */
    RequestPacer pacer() {
        return pacer;
    }

    private AccountPositions askForPositions() throws ExchangeFailure, InterruptedException {
        String query = "recvWindow=" + RECV_WINDOW_MILLIS + "&timestamp=" + serverClock.millis();
        byte[] body = http.getWithKey(POSITIONS_PATH + "?" + signer.signed(query));
        try {
            return PositionRiskDecoder.decode(body);
        } catch (IOException e) {
            throw unreadable(body);
        }
    }

    /** A time that can't be had must not cost the positions: the old offset may still do. */
    private void trySyncClock() throws InterruptedException, ExchangeFailure {
        try {
            syncClock();
        } catch (ExchangeFailure failure) {
            serverClock.syncFailed();
            if (pacer.isPaused()) {
                throw failure;
            }
        }
    }

    private void syncClock() throws ExchangeFailure, InterruptedException {
        Instant asked = clock.instant();
        byte[] body = http.get(TIME_PATH);
        try {
            long server = JSON.readTree(body).path("serverTime").asLong(0);
            if (server <= 0) {
                throw unreadable(body);
            }
            serverClock.synced(Instant.ofEpochMilli(server), asked, clock.instant());
        } catch (IOException e) {
            throw unreadable(body);
        }
    }

    private static ExchangeFailure unreadable(byte[] body) {
        return new ExchangeFailure(Kind.UNREADABLE, "an answer of " + body.length + " bytes makes no sense");
    }
}
