package io.quantum.governor.engine.release;

import io.quantum.governor.engine.compare.RulebookDiff;

/** Compares releases. */
public final class Comparisons {
    private Comparisons() {}

    /** What one release in place of another changes, computed from their rules and tests. */
    public static RulebookDiff of(Release before, Release after) {
        return RulebookDiff.of(before.texts(), after.texts());
    }
}
