package io.quantum.governor.engine.rules.rulebook.limits;

/**
 * A row of limits as it is written, for one scope: whether its threshold exists and allows the value is not yet known.
 *
 * @param file {@code limits.yaml} or {@code limits.csv}
 * @param line counted from 1
 * @param threshold the threshold's qualified name
 * @param value as it is written
 * @param owner who answers for it
 * @param why the reason
 */
public record RowText(
        String file, int line, String threshold, LimitScope scope, String value, String owner, String why) {}
