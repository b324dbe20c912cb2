package io.quantum.governor.engine.serve.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/**
 * A budget or a proposal of two engines.
 *
 * @param engine that works it out: {@link #BUDGET} or {@link #ALLOCATION}
 * @param result {@link Observation#AGREE} or one of the words below
 * @param ours worked out here; empty when nothing was
 * @param theirs written by the other engine; empty when it has written nothing lately
 * @param isNew whether something else was told of the symbol last
 */
public record Compared(String engine, String result, String symbol, String ours, String theirs, boolean isNew) {
    /** The engine of budgets. */
    public static final String BUDGET = "budget";
    /** The engine of proposals. */
    public static final String ALLOCATION = "allocation";

    /** Both have one, and they differ. */
    static final String OTHER_VALUE = "other_value";
    /** The other engine has written none. */
    static final String ONLY_HERE = "only_here";
    /** Nothing was worked out here. */
    static final String ONLY_THERE = "only_there";

    /** As what it is counted: the engine stands in the place of a gate. */
    Observation what() {
        return new Observation(result, engine, "");
    }

    /** As it is kept. */
    Map<String, byte[]> fields() {
        return Map.of(
                "result", result.getBytes(UTF_8),
                "gate", engine.getBytes(UTF_8),
                "symbol", symbol.getBytes(UTF_8),
                "ours", ours.getBytes(UTF_8),
                "theirs", theirs.getBytes(UTF_8));
    }
}
