package io.quantum.governor.engine.rules.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Plan;
import java.util.Map;

/**
 * A fact as a record tells it, whichever rulebook has declared its kind.
 *
 * @param kind its name: {@code portfolioBudget}
 * @param says its components
 */
public record RecordedFact(String kind, JsonNode says) {
    /** The kind of a fact that says that there is none. */
    public static final String UNAVAILABLE = "unavailable";

    /** What kinds of facts say since some version; before it that held of every plan. */
    private static final Map<String, Map<String, String>> ADDED =
            Map.of(Fact.nameOf(Plan.class), Map.of("strategy", Plan.DEFAULT, "account", Plan.DEFAULT));

    /** The components that a fact of this kind may lack in an old record, with what they were then. */
    public static Map<String, String> added(String kind) {
        return ADDED.getOrDefault(kind, Map.of());
    }

    /** What it is about: its kind, or the one of which there is none. */
    public String subject() {
        return isUnavailable() ? says.path("fact").asText() : kind;
    }

    /** Whether it says that there is none. */
    public boolean isUnavailable() {
        return kind.equals(UNAVAILABLE);
    }
}
