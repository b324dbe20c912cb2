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
    static final String ACCOUNT_PATH = "/fapi/v3/account";
    static final String EXCHANGE_INFO_PATH = "/fapi/v1/exchangeInfo";

    /** What one refresh weighs against the venue's limit: positions 5, all prices 10. */
    static final int REFRESH_WEIGHT = 15;

    /** What the account weighs. */
    static final int ACCOUNT_WEIGHT = 5;

    /**
     * An answer.
     *
     * @param decoded what it says of positions or prices
     * @param body all of it, for what else it says
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record Fetched<T>(T decoded, byte[] body) {}

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
    Fetched<AccountPositions> positions() throws ExchangeFailure, InterruptedException {
        byte[] body = signed(POSITIONS_PATH);
        try {
            return new Fetched<>(PositionRiskDecoder.decode(body), body);
        } catch (IOException e) {
            throw unreadable(body);
        }
    }

    /** The account, {@code GET /fapi/v3/account}, signed; else as {@link #positions()}. */
    byte[] account() throws ExchangeFailure, InterruptedException {
        return signed(ACCOUNT_PATH);
    }

    /** What can be traded and how, {@code GET /fapi/v1/exchangeInfo}, public. */
    byte[] exchangeInfo() throws ExchangeFailure, InterruptedException {
        return http.get(EXCHANGE_INFO_PATH);
    }

    private byte[] signed(String path) throws ExchangeFailure, InterruptedException {
        if (serverClock.isSyncDue()) {
            trySyncClock();
        }
        try {
            return ask(path);
        } catch (ExchangeFailure failure) {
            if (failure.kind() != Kind.CLOCK_SKEW) {
                throw failure;
            }
            syncClock();
            return ask(path);
        }
    }

    /**
     * The mark prices of all symbols, {@code GET /fapi/v1/premiumIndex}, public.
     *
     * @return USD by symbol, each finite and above 0
     * @throws ExchangeFailure when there is no usable answer
     * @throws InterruptedException when the thread is told to stop
     */
    Fetched<Map<String, Double>> markPrices() throws ExchangeFailure, InterruptedException {
        byte[] body = http.get(PRICES_PATH);
        try {
            return new Fetched<>(PremiumIndexDecoder.decode(body), body);
        } catch (IOException e) {
            throw unreadable(body);
        }
    }

    /** What keeps this client within the venue's limits. */
    RequestPacer pacer() {
        return pacer;
    }

    private byte[] ask(String path) throws ExchangeFailure, InterruptedException {
        String query = "recvWindow=" + RECV_WINDOW_MILLIS + "&timestamp=" + serverClock.millis();
        return http.getWithKey(path + "?" + signer.signed(query));
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

    static ExchangeFailure unreadable(byte[] body) {
        return new ExchangeFailure(Kind.UNREADABLE, "an answer of " + body.length + " bytes makes no sense");
    }
}
