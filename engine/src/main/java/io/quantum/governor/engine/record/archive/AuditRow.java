package io.quantum.governor.engine.record.archive;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What the archive's columns say of a record.
 *
 * @param sequence its place in the chain; 0 when it is still in the audit stream
 * @param auditId its id in the audit stream
 * @param at when it was decided
 * @param planId empty when it has none that can be used
 * @param kind the rest
 */
public record AuditRow(long sequence, String auditId, Instant at, String planId, Kind kind) {

    /** Of a record, in the archive or not. */
    public static AuditRow of(ArchivedRecord record) {
        Extract extract = Extract.of(record.auditId(), record.stored());
        return new AuditRow(
                record.sequence(), record.auditId(), time(extract.atMicros()), extract.planId(), extract.kind());
    }

    static AuditRow of(Stored row) {
        return new AuditRow(row.sequence(), row.auditId(), time(row.atMicros()), row.planId(), row.kind());
    }

    static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
