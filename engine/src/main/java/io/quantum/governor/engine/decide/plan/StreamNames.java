package io.quantum.governor.engine.decide.plan;

/**
 * The streams whose names can be set.
 *
 * @param plans where plans come in
 * @param results where the executor reports
 * @param events where the governor tells of its decisions
 */
public record StreamNames(String plans, String results, String events) {
    /** The consumer group that all governors share. */
    static final String GROUP = "governor";
}
