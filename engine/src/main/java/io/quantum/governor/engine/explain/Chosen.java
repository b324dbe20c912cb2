package io.quantum.governor.engine.explain;

import java.util.List;
import java.util.Optional;

/** Which of several decisions on a plan id is explained. */
public final class Chosen {
    private Chosen() {}

    /**
     * The newest, or the one that is named.
     *
     * @param all newest first
     * @param entry the id of the plan stream's entry; empty for the newest
     */
    public static Optional<FoundRecord> of(List<FoundRecord> all, String entry) {
        return all.stream()
                .filter(record ->
                        entry.isEmpty() || record.decision().streamId().equals(entry))
                .findFirst();
    }

    /** That there is none, in a sentence. */
    public static String none(String planId, String entry) {
        return "no decision on plan " + planId + (entry.isEmpty() ? "" : " at entry " + entry)
                + " is in the audit; is the id right, and has the plan been decided?";
    }
}
