package io.quantum.governor.loaders.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.loaders.WireNumber;
import io.quantum.governor.loaders.binance.ExchangeFailure.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * What an answer other than 200 means (Binance, "HTTP return codes" and "error codes").
 *
 * @param failure what to tell
 * @param pause how long the whole address must stay away; zero when it need not
 */
record Refusal(ExchangeFailure failure, Duration pause) {
    static final Duration PAUSE_WHEN_LIMITED = Duration.ofMinutes(1);
    static final Duration PAUSE_WHEN_BANNED = Duration.ofMinutes(2);
    static final Duration LONGEST_PAUSE = Duration.ofDays(3);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CLOCK_SKEW = -1021;
    private static final Map<Integer, String> MEANINGS = Map.of(
            -1003,
            "too many requests",
            CLOCK_SKEW,
            "the timestamp is outside the venue's window",
            -1022,
            "the signature is wrong: check the API secret",
            -2014,
            "the API key has a wrong format",
            -2015,
            "API key, IP address or permissions are not accepted");

    /**
     * Reads a refusal.
     *
     * @param retryAfter the header's text, seconds, or ""
     * @param body only its numeric {@code code} is used: its words could quote the request
     */
    static Refusal of(int status, String retryAfter, byte[] body) {
        int code = codeIn(body);
        Kind kind = kindOf(status, code);
        Duration pause = pauseOf(kind, retryAfter);
        String text = "HTTP " + status + (code == 0 ? "" : ", code " + code)
                + (MEANINGS.containsKey(code) ? " (" + MEANINGS.get(code) + ")" : "")
                + (pause.isZero() ? "" : ", staying away for " + pause.toSeconds() + " s");
        return new Refusal(new ExchangeFailure(kind, text), pause);
    }

    private static Kind kindOf(int status, int code) {
        if (code == CLOCK_SKEW) {
            return Kind.CLOCK_SKEW;
        }
        return switch (status) {
            case 429 -> Kind.RATE_LIMITED;
            case 418 -> Kind.BANNED;
            case 403 -> Kind.FORBIDDEN;
            case 408 -> Kind.VENUE_TROUBLE;
            default -> status >= 500 ? Kind.VENUE_TROUBLE : Kind.REFUSED;
        };
    }

    private static Duration pauseOf(Kind kind, String retryAfter) {
        return switch (kind) {
            case RATE_LIMITED -> seconds(retryAfter, PAUSE_WHEN_LIMITED);
            case BANNED -> seconds(retryAfter, PAUSE_WHEN_BANNED);
            default -> Duration.ZERO;
        };
    }

    private static Duration seconds(String text, Duration otherwise) {
        double seconds = WireNumber.parse(text.strip()).orElse(0);
        return seconds <= 0
                ? otherwise
                : Duration.ofSeconds(Math.min((long) Math.ceil(seconds), LONGEST_PAUSE.toSeconds()));
    }

    private static int codeIn(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? 0 : json.path("code").asInt(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
