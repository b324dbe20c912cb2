package io.quantum.governor.engine.base.settings;

import io.quantum.governor.engine.base.process.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The token that allows changes by HTTP; never shown.
 *
 * @param text the token; empty when none is configured
 */
public record ApiToken(Optional<String> text) {
    private static final String TOKEN = "GOV_API_TOKEN";
    private static final String FILE = "GOV_API_TOKEN_FILE";

    static ApiToken of(Environment env) {
        if (env.isSet(TOKEN) && env.isSet(FILE)) {
            env.fault(TOKEN + ", " + FILE + ": both are set; give one of them");
        }
        if (env.isSet(FILE)) {
            return new ApiToken(read(env, Path.of(env.text(FILE, ""))));
        }
        return new ApiToken(Optional.of(env.text(TOKEN, "")).filter(t -> !t.isEmpty()));
    }

    private static Optional<String> read(Environment env, Path file) {
        try {
            String text = Files.readString(file).strip();
            if (text.isEmpty()) {
                env.fault(FILE + ": " + file + " is empty; write the token into it");
            }
            return Optional.of(text);
        } catch (IOException e) {
            env.fault(FILE + ": " + file + ": " + FileFault.reason(e) + "; name a file that holds the token");
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return text.isPresent() ? "a token" : "no token";
    }
}
