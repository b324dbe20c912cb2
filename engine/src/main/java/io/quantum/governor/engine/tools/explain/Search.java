package io.quantum.governor.engine.tools.explain;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.record.archive.ArchiveException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The decisions on one plan id, wherever they are kept.
 *
 * @param planId what was looked for
 * @param found each decision once, newest first
 * @param troubles one sentence for each place that could not be looked at
 */
public record Search(String planId, List<FoundRecord> found, List<String> troubles) {

    /**
     * Looks everywhere.
     *
     * @throws io.quantum.governor.engine.record.audit.RecordException when a record of the plan can't be understood
     */
    public static Search of(String planId, List<Records> places) {
        List<FoundRecord> found = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        for (Records place : places) {
            try {
                found.addAll(place.of(planId));
            } catch (ArchiveException | RedisException e) {
                troubles.add(String.valueOf(e.getMessage()));
            }
        }
        // a record that was just archived may still be in the stream
        Set<List<Object>> seen = new HashSet<>();
        found.removeIf(record -> !seen.add(List.of(
                record.decision().streamId(),
                record.decision().at(),
                record.decision().outcome())));
        found.sort(
                Comparator.comparing((FoundRecord record) -> record.decision().at())
                        .reversed());
        return new Search(planId, List.copyOf(found), troubles);
    }

    /**
     * The newest decision, or the one that is named.
     *
     * @param entry the id of the plan stream's entry; empty for the newest
     */
    public Optional<FoundRecord> chosen(String entry) {
        return found.stream()
                .filter(record ->
                        entry.isEmpty() || record.decision().streamId().equals(entry))
                .findFirst();
    }

    /** That there is none, in a sentence. */
    public String none(String entry) {
        return "the audit holds no decision on plan " + planId + (entry.isEmpty() ? "" : " at entry " + entry)
                + (troubles.isEmpty() ? "" : ", but not everything could be searched: " + String.join("; ", troubles));
    }
}
