package io.quantum.governor.engine.serve.room;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Times of a query. */
final class Times {
    private Times() {}

    /**
     * A time as ISO 8601 writes it.
     *
     * @param name of the parameter, for who has to change it
     * @return empty for an empty text
     */
    static Optional<Instant> of(String text, String name) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(name + ": give a time such as 2026-02-01T08:30:00Z", e);
        }
    }
}
