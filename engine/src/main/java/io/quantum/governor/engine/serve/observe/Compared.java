package io.quantum.governor.engine.serve.observe;

/**
 * A budget or a proposal of two engines.
 *
 * @param engine that works it out: {@code budget} or {@code allocation}
 * @param result {@link Observation#AGREE} or one of the words below
 * @param ours worked out here; empty when nothing was
 * @param theirs written by the other engine; empty when it has written nothing lately
 * @param isNew whether something else was told of the symbol last
 */
public record Compared(String engine, String result, String symbol, String ours, String theirs, boolean isNew) {
    /** Both have one, and they differ. */
    static final String OTHER_VALUE = "other_value";
    /** The other engine has written none. */
    static final String ONLY_HERE = "only_here";
    /** Nothing was worked out here. */
    static final String ONLY_THERE = "only_there";
}
