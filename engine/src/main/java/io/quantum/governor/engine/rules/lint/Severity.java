package io.quantum.governor.engine.rules.lint;

/** Whether a rulebook can be used in spite of a finding. */
public enum Severity {
    /** It can't. */
    ERROR,
    /** It can, but somebody should look. */
    WARNING
}
