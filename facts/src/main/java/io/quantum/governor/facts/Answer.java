package io.quantum.governor.facts;

/**
 * What one gate says about the plan, whatever the apply mode makes of it.
 *
 * @param gate the gate's name, the stem of its rule file
 * @param answer {@link #PASS}, {@link #BLOCK} or {@link #OPEN}
 * @param reason the reason code of a block, the named condition of an open, empty for a pass
 * @param measured whether there are a value and a limit
 * @param value what the gate saw; 0 when not measured
 * @param limit what it compared that with, in the same unit; 0 when not measured
 */
public record Answer(String gate, String answer, String reason, boolean measured, double value, double limit) {
    public static final String PASS = "PASS";
    public static final String BLOCK = "BLOCK";
    public static final String OPEN = "OPEN";

    public Answer {
        Require.finite("value", value);
        Require.finite("limit", limit);
    }
}
