package io.quantum.governor.facts;

/**
 * Concluded: what happens to the plan. There is exactly one.
 *
 * @param decision {@link #PERMIT}, {@link #BLOCK}, {@link #SKIP} or {@link #DUPLICATE}
 * @param gate the number of the gate that decided; empty unless blocked
 * @param name the stem of that gate's rule file; empty unless blocked
 * @param reason the reason code of a block; empty otherwise
 */
public record Verdict(String decision, String gate, String name, String reason) {
    public static final String PERMIT = "PERMIT";
    public static final String BLOCK = "BLOCK";
    public static final String SKIP = "SKIP";
    public static final String DUPLICATE = "DUPLICATE";

    /** Nothing blocks the plan. */
    public static Verdict permit() {
        return new Verdict(PERMIT, "", "", "");
    }

    /** The first gate that blocks decides. */
    public static Verdict block(GateResult result) {
        return new Verdict(
                BLOCK,
                result.gate().number(),
                result.gate().name(),
                result.answer().reason());
    }

    /** The plan's publisher does not want it executed. */
    public static Verdict skip() {
        return new Verdict(SKIP, "", "", "");
    }

    /** The plan id has been decided a moment ago; that decision stands. */
    public static Verdict duplicate() {
        return new Verdict(DUPLICATE, "", "", "");
    }
}
