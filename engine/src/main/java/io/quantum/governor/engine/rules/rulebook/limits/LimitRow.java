package io.quantum.governor.engine.rules.rulebook.limits;

/**
 * What a threshold is for some plans.
 *
 * @param threshold its qualified name
 * @param scope which plans
 * @param value a Double, Long or Boolean, as the threshold's own is
 * @param text who wrote it, where and why
 */
public record LimitRow(String threshold, LimitScope scope, Object value, RowText text) {

    /** For people: {@code limits.csv:3, risk: liquid enough}. */
    public String source() {
        return text.file() + ":" + text.line() + ", " + text.owner() + ": " + text.why();
    }
}
