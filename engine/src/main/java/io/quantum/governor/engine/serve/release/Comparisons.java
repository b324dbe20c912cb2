package io.quantum.governor.engine.serve.release;

import io.quantum.governor.engine.tools.compare.RulebookDiff;
import java.util.function.LongConsumer;

/** Compares releases. */
public final class Comparisons {
    private Comparisons() {}

    /**
     * What one release in place of another changes, computed from their rules and tests.
     *
     * @param watcher is told after each probe how many there are
     */
    public static RulebookDiff of(Release before, Release after, LongConsumer watcher) {
        return RulebookDiff.of(before.texts(), after.texts(), watcher);
    }
}
