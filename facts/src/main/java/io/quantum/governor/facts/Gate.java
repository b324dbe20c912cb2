package io.quantum.governor.facts;

/**
 * A gate and what its answer may do in the apply mode at hand.
 *
 * @param number the gate's number on the wire, {@code 0.5}
 * @param name the stem of its rule file, {@code allocation-target}
 * @param enforcement {@link #ENFORCE}, {@link #SHADOW} or {@link #OFF}
 */
public record Gate(String number, String name, String enforcement) {
    public static final String ENFORCE = "enforce";
    public static final String SHADOW = "shadow";
    public static final String OFF = "off";

    /** A gate whose block blocks the plan. */
    public static Gate enforce(String number, String name) {
        return new Gate(number, name, ENFORCE);
    }

    /** A gate whose block is recorded as one that would have blocked. */
    public static Gate shadow(String number, String name) {
        return new Gate(number, name, SHADOW);
    }

    /** A gate whose answer is not asked for. */
    public static Gate off(String number, String name) {
        return new Gate(number, name, OFF);
    }

    /** The same gate while a condition holds, and off otherwise. */
    public Gate onlyIf(boolean condition) {
        return condition ? this : off(number, name);
    }
}
