package io.quantum.governor.facts;

/**
 * Concluded: a gate's answer.
 *
 * @param place the gate's place in the order in which gates decide
 * @param gate the gate's number on the wire
 * @param name the stem of the gate's rule file
 * @param enforced whether a block blocks the plan
 * @param answer {@link #PASS}, {@link #BLOCK} or {@link #OPEN}
 * @param reason the reason code of a block, the named condition of an open, empty for a pass
 * @param measured whether there are a value and a limit
 * @param value what the gate saw; 0 when not measured
 * @param limit what it compared that with, in the same unit; 0 when not measured
 */
public record GateResult(
        int place,
        String gate,
        String name,
        boolean enforced,
        String answer,
        String reason,
        boolean measured,
        double value,
        double limit) {
    public static final String PASS = "PASS";
    public static final String BLOCK = "BLOCK";
    public static final String OPEN = "OPEN";

    public GateResult {
        Require.finite("value", value);
        Require.finite("limit", limit);
    }

    /** Whether this answer blocks the plan. */
    public boolean isBlocking() {
        return enforced && answer.equals(BLOCK);
    }

    static GateResult measured(Gate gate, String answer, String reason, double value, double limit) {
        return new GateResult(
                gate.place(), gate.number(), gate.name(), gate.enforced(), answer, reason, true, value, limit);
    }

    static GateResult unmeasured(Gate gate, String answer, String reason) {
        return new GateResult(gate.place(), gate.number(), gate.name(), gate.enforced(), answer, reason, false, 0, 0);
    }
}
