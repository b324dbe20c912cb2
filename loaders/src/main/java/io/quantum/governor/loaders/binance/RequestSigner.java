package io.quantum.governor.loaders.binance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs a query with the account's secret: HMAC-SHA256 in hex (Binance, "SIGNED endpoint security"). */
final class RequestSigner {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;

    RequestSigner(String apiSecret) {
        this.secret = new SecretKeySpec(apiSecret.getBytes(UTF_8), ALGORITHM);
    }

    /** The query with its signature as the last parameter. */
    String signed(String query) {
        return query + "&signature=" + signature(query);
    }

    String signature(String query) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(query.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
