package io.quantum.governor.engine.serve.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;

/** The token that a request needs which changes something. Never shown. */
public final class Bearer implements Guard {
    private static final String SCHEME = "Bearer ";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final Optional<String> token;

    /** @param token empty when none is configured: then nothing may be changed by HTTP */
    public Bearer(Optional<String> token) {
        this.token = token;
    }

    @Override
    public Optional<HttpPages.Answer> refusal(HttpServerExchange exchange) {
        String authorization =
                Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION), "");
        if (token.isEmpty()) {
            return Optional.of(HttpPages.Answer.error(
                    FORBIDDEN, "nothing may be changed here; set GOV_API_TOKEN or GOV_API_TOKEN_FILE to allow it"));
        }
        String given = authorization.startsWith(SCHEME)
                ? authorization.substring(SCHEME.length()).strip()
                : "";
        return isEqual(given, token.get())
                ? Optional.empty()
                : Optional.of(HttpPages.Answer.error(
                        UNAUTHORIZED, "give the token as a header: Authorization: Bearer TOKEN"));
    }

    /** Takes as long for a token that is nearly right as for one that is not. */
    private static boolean isEqual(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
