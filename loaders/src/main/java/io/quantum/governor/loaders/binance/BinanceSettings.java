package io.quantum.governor.loaders.binance;

import java.net.URI;
import java.time.Duration;

/**
 * Where the exchange is, who asks, and how often (contract 8). Its text never shows key or secret.
 *
 * @param baseUrl where the REST paths begin, {@code http} or {@code https}, without query; a final slash is dropped
 * @param apiKey the account's key, sent with signed requests
 * @param apiSecret the account's secret, never sent
 * @param refreshInterval from the start of one refresh to the start of the next, above 0
 * @param requestTimeout the longest time for one answer, body included, above 0
 */
public record BinanceSettings(
        URI baseUrl, String apiKey, String apiSecret, Duration refreshInterval, Duration requestTimeout) {
    /** The exchange's test network. */
    public static final URI TESTNET = URI.create("https://testnet.binancefuture.com");

    /** How often the snapshot is refreshed unless told otherwise. */
    public static final Duration DEFAULT_REFRESH_INTERVAL = Duration.ofSeconds(1);

    /** How long an answer may take unless told otherwise. */
    public static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(2);

    /**
     * Refuses settings that can't work.
     *
     * @throws IllegalArgumentException naming the setting and what is allowed, without key or secret
     */
    public BinanceSettings {
        baseUrl = usable(baseUrl);
        printable("apiKey", apiKey);
        printable("apiSecret", apiSecret);
        positive("refreshInterval", refreshInterval);
        positive("requestTimeout", requestTimeout);
    }

    /** Settings with the default interval and timeout. */
    public static BinanceSettings of(URI baseUrl, String apiKey, String apiSecret) {
        return new BinanceSettings(baseUrl, apiKey, apiSecret, DEFAULT_REFRESH_INTERVAL, DEFAULT_REQUEST_TIMEOUT);
    }

    @Override
    public String toString() {
        return "BinanceSettings[baseUrl=" + baseUrl + ", apiKey=***, apiSecret=***, refreshInterval=" + refreshInterval
                + ", requestTimeout=" + requestTimeout + "]";
    }

    private static URI usable(URI url) {
        boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
        if (!web
                || url.getHost() == null
                || url.getUserInfo() != null
                || url.getQuery() != null
                || url.getFragment() != null) {
            throw new IllegalArgumentException(
                    "baseUrl must be http(s)://host[:port][/path] without user, query or fragment");
        }
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    }

    /** A key with a line break would be refused by the HTTP client in a message that quotes the key. */
    private static void printable(String name, String text) {
        if (text.isEmpty() || !text.chars().allMatch(letter -> letter > ' ' && letter < 127)) {
            throw new IllegalArgumentException(name + " must be printable ASCII without spaces and not empty");
        }
    }

    private static void positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be above 0, was " + duration);
        }
    }
}
