package io.quantum.governor.loaders.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks a signed request as the venue does: key, signature, then timestamp. */
final class SignatureCheck {
    private static final String SIGNATURE = "&signature=";
    private static final long LEAD_MILLIS = 1000;
    private static final long DEFAULT_WINDOW_MILLIS = 5000;

    private final String apiKey;
    private final String apiSecret;

    SignatureCheck(String apiKey, String apiSecret) {
        this.apiKey = apiKey;
        this.apiSecret = apiSecret;
    }

    /**
     * What is wrong with the request, in the venue's words, or empty.
     *
     * @param key the header's value, "" without one
     * @param query as it was sent
     * @param serverMillis the venue's time
     */
    Optional<SimulatedAnswer> refusal(String key, String query, long serverMillis) {
        if (key.isEmpty()) {
            return Optional.of(SimulatedAnswer.error(401, -2014, "API-key format invalid."));
        }
        if (!key.equals(apiKey)) {
            return Optional.of(SimulatedAnswer.error(401, -2015, "Invalid API-key, IP, or permissions for action."));
        }
        int end = query.lastIndexOf(SIGNATURE);
        if (end < 0 || !query.substring(end + SIGNATURE.length()).equalsIgnoreCase(hmac(query.substring(0, end)))) {
            return Optional.of(SimulatedAnswer.error(400, -1022, "Signature for this request is not valid."));
        }
        if (!isTimely(query.substring(0, end), serverMillis)) {
            return Optional.of(Failure.CLOCK_SKEW.answer());
        }
        return Optional.empty();
    }

    private static boolean isTimely(String query, long serverMillis) {
        Map<String, String> parameters = Arrays.stream(query.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> second));
        try {
            long timestamp = Long.parseLong(parameters.getOrDefault("timestamp", ""));
            String window = parameters.getOrDefault("recvWindow", Long.toString(DEFAULT_WINDOW_MILLIS));
            return timestamp < serverMillis + LEAD_MILLIS && serverMillis - timestamp <= Long.parseLong(window);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(apiSecret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }
}
