package io.quantum.governor.engine.record.archive;

import java.util.Optional;

/**
 * A record that was searched for.
 *
 * @param row what the columns say of it
 * @param record empty when it was altered, or the one by which it is packed
 */
public record Searched(AuditRow row, Optional<ArchivedRecord> record) {
    /** One that is whole. */
    public static Searched of(ArchivedRecord record) {
        return new Searched(AuditRow.of(record), Optional.of(record));
    }
}
