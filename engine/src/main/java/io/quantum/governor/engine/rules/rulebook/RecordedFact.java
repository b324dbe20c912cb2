package io.quantum.governor.engine.rules.rulebook;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A fact as a record tells it, whichever rulebook has declared its kind.
 *
 * @param kind its name: {@code portfolioBudget}
 * @param says its components
 */
public record RecordedFact(String kind, JsonNode says) {
    /** The kind of a fact that says that there is none. */
    public static final String UNAVAILABLE = "unavailable";

    /** What it is about: its kind, or the one of which there is none. */
    public String subject() {
        return isUnavailable() ? says.path("fact").asText() : kind;
    }

    /** Whether it says that there is none. */
    public boolean isUnavailable() {
        return kind.equals(UNAVAILABLE);
    }
}
