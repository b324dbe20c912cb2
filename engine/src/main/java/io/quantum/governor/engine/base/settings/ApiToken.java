package io.quantum.governor.engine.base.settings;

import java.util.Optional;

/**
 * The token that allows changes by HTTP; never shown.
 *
 * @param text the token; empty when none is configured
 */
public record ApiToken(Optional<String> text) {
    static ApiToken of(Environment env) {
        return new ApiToken(Optional.of(SecretText.of(env, "GOV_API_TOKEN", "GOV_API_TOKEN_FILE", "the token"))
                .filter(t -> !t.isEmpty()));
    }

    @Override
    public String toString() {
        return text.isPresent() ? "a token" : "no token";
    }
}
