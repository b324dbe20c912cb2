package io.quantum.governor.engine.tools.cli;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.record.archive.ArchivedRecord;
import io.quantum.governor.engine.record.archive.AuditQuery;
import io.quantum.governor.engine.record.archive.AuditRow;
import io.quantum.governor.engine.record.archive.AuditStream;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.RecordException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Deeds on record, wherever they are: in Redis until they are archived, and in the archive.
 *
 * @param found newest first
 * @param faults why a place could not be asked, or a record not be read, for people
 * @param isBlind whether no place could be asked
 */
record DeedRecords(List<Found> found, List<String> faults, boolean isBlind) {
    private static final Comparator<Found> NEWEST_FIRST = Comparator.comparing(
                    (Found f) -> f.deed().at())
            .thenComparing(
                    f -> f.row().sequence() == 0 ? Long.MAX_VALUE : f.row().sequence())
            .reversed();

    /** A deed, and what the archive's columns say of its record. */
    record Found(AuditRow row, Deed deed) {
        boolean isOf(AuditQuery query) {
            return (query.reason().isEmpty() || query.reason().equals(deed.deed()))
                    && query.since().stream().noneMatch(deed.at()::isBefore)
                    && query.until().stream().allMatch(deed.at()::isBefore);
        }
    }

    /** Looks in both places; when one can't be asked, in the other one. */
    static DeedRecords of(AuditQuery query) {
        List<String> faults = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        // the archive last, so that a record which is moved there meanwhile is not missed
        List<Found> found = new ArrayList<>(asked(() -> inRedis(query, unread), faults));
        List<Found> archived = asked(() -> archived(query, unread), faults);
        found.removeIf(waiting -> archived.stream()
                .anyMatch(other -> other.row().auditId().equals(waiting.row().auditId())
                        && other.deed().equals(waiting.deed())));
        found.addAll(archived);
        boolean blind = faults.size() > 1;
        faults.addAll(unread);
        return new DeedRecords(
                found.stream().sorted(NEWEST_FIRST).limit(query.limit()).toList(), faults, blind);
    }

    private static List<Found> asked(Supplier<List<Found>> place, List<String> faults) {
        try {
            return place.get();
        } catch (ArchiveException e) {
            faults.add(String.valueOf(e.getMessage()));
        } catch (RedisException e) {
            faults.add(InputOutput.sentence(e));
        }
        return List.of();
    }

    private static List<Found> archived(AuditQuery query, List<String> unread) {
        List<Found> found = new ArrayList<>();
        try (Archive archive = OpenAudit.archive()) {
            for (AuditRow row : archive.search(query)) {
                try {
                    found.add(new Found(row, archive.deed(row)));
                } catch (RecordException e) {
                    unread.add("record " + row.sequence() + " can't be read: " + e.getMessage());
                }
            }
        }
        return found;
    }

    private static List<Found> inRedis(AuditQuery query, List<String> unread) {
        List<Found> found = new ArrayList<>();
        try (OpenRedis redis = new OpenRedis(RunCommand.settings())) {
            for (ArchivedRecord record : new AuditStream(redis.connection()).deeds()) {
                try {
                    found.add(new Found(AuditRow.of(record), Deed.read(record.json())));
                } catch (RecordException e) {
                    unread.add("record " + record.auditId() + " can't be read: " + e.getMessage());
                }
            }
        }
        found.removeIf(f -> !f.isOf(query));
        return found;
    }
}
