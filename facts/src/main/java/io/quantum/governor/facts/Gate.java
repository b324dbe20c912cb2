package io.quantum.governor.facts;

/**
 * Concluded: a gate that is asked about this plan, and what its answer may do. It must answer exactly once.
 *
 * @param place its place in the order in which gates decide, lowest first
 * @param number the gate's number on the wire, {@code 0.5}
 * @param name the stem of its rule file, {@code allocation-target}
 * @param enforced whether its block blocks the plan; otherwise it is only recorded
 */
public record Gate(int place, String number, String name, boolean enforced) {

    /** A gate whose block blocks the plan. */
    public static Gate enforce(int place, String number, String name) {
        return new Gate(place, number, name, true);
    }

    /** A gate whose block is recorded as one that would have blocked. */
    public static Gate shadow(int place, String number, String name) {
        return new Gate(place, number, name, false);
    }

    /** The plan may pass; nothing was measured. */
    public GateResult pass() {
        return GateResult.unmeasured(this, GateResult.PASS, "");
    }

    /**
     * The plan may pass.
     *
     * @param value what the gate saw
     * @param limit what it compared that with, in the same unit
     */
    public GateResult pass(double value, double limit) {
        return GateResult.measured(this, GateResult.PASS, "", value, limit);
    }

    /**
     * The plan may not pass; nothing was measured.
     *
     * @param reason the reason code of the contract
     */
    public GateResult block(String reason) {
        return GateResult.unmeasured(this, GateResult.BLOCK, reason);
    }

    /**
     * The plan may not pass.
     *
     * @param reason the reason code of the contract
     * @param value what the gate saw
     * @param limit what it compared that with, in the same unit
     */
    public GateResult block(String reason, double value, double limit) {
        return GateResult.measured(this, GateResult.BLOCK, reason, value, limit);
    }

    /**
     * The gate can't judge and lets the plan pass.
     *
     * @param condition the named fail-open condition, {@code target_stale}
     */
    public GateResult open(String condition) {
        return GateResult.unmeasured(this, GateResult.OPEN, condition);
    }

    /** The gate was asked and no rule of it answered: that blocks, also where the gate is only shadowed. */
    public GateResult silent() {
        return new GateResult(place, number, name, true, GateResult.BLOCK, "gate_silent", false, 0, 0);
    }
}
