package io.quantum.governor.engine.serve.status;

/**
 * How much of a limit a symbol has used.
 *
 * @param gate that keeps it
 * @param used in the limit's unit
 */
public record UsedLimit(String symbol, String gate, double used, double limit) {

    /** 1 is all of it. */
    public double ratio() {
        // a limit of 0 lets nothing through
        return limit == 0 ? 1 : used / limit;
    }
}
