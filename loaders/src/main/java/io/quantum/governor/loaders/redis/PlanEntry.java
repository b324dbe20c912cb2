package io.quantum.governor.loaders.redis;

import java.util.Map;

/** One entry of the plan stream, sorted by whether it can be read. */
public sealed interface PlanEntry {

    /** The entry's id in the stream, {@code 1737753600123-0}. */
    String streamId();

    /** The entry's fields as text, for the audit; bytes that are no UTF-8 are replaced, long values cut. */
    Map<String, String> fields();

    /**
     * A plan that can be judged.
     *
     * @param plan what it asks for; its age is not known before it is judged
     * @param raw its fields as they were, for what the rules declare of them
     */
    record Judgeable(String streamId, Map<String, String> fields, PlanFields plan, Map<String, byte[]> raw)
            implements PlanEntry {}

    /**
     * An entry that can't be judged and that its publisher does not want executed: it is skipped, whatever else it holds.
     *
     * @param detail what can't be read
     */
    record Unwanted(String streamId, Map<String, String> fields, String detail) implements PlanEntry {}

    /**
     * A plan that can't be judged, but named: it is blocked.
     *
     * @param planId a usable plan id
     * @param symbol its symbol, or empty when that is what can't be read
     * @param detail which field is wrong and what is allowed
     */
    record Malformed(String streamId, Map<String, String> fields, String planId, String symbol, String detail)
            implements PlanEntry {}

    /**
     * An entry without a usable plan id.
     *
     * @param detail what is wrong with it
     * @param raw its fields as they were
     */
    record Nameless(String streamId, Map<String, String> fields, String detail, Map<String, byte[]> raw)
            implements PlanEntry {}
}
