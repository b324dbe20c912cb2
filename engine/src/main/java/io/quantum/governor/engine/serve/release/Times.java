package io.quantum.governor.engine.serve.release;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Moments as statements write them: ISO 8601, UTC, whole seconds. */
final class Times {
    private Times() {}

    static String text(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static Instant parse(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new ReleaseException("'" + text + "' is not a moment like 2026-01-31T12:00:00Z");
        }
    }
}
