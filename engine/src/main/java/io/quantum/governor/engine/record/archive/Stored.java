package io.quantum.governor.engine.record.archive;

import java.sql.ResultSet;
import java.sql.SQLException;

/** A row of the table of records, as it is stored. */
@SuppressWarnings("ArrayRecordComponent") // streamed, never compared
record Stored(
        long sequence, String auditId, long atMicros, String planId, Kind kind, long base, byte[] body, byte[] hash) {
    /** What {@link #of} reads, with the record's kind. */
    static final String SELECT = "SELECT r.sequence, r.audit_id, r.at_micros, r.plan_id, r.base, r.body, r.hash,"
            + " k.outcome, k.symbol, k.gate, k.reason, k.version, k.digest"
            + " FROM record r LEFT JOIN kind k ON k.id = r.kind ";

    static Stored of(ResultSet row) throws SQLException {
        return new Stored(
                row.getLong(1),
                text(row, 2),
                row.getLong(3),
                text(row, 4),
                kind(row, 8),
                row.getLong(5),
                bytes(row, 6),
                bytes(row, 7));
    }

    /** A kind, whose columns begin there. */
    static Kind kind(ResultSet row, int first) throws SQLException {
        return new Kind(
                text(row, first),
                text(row, first + 1),
                text(row, first + 2),
                text(row, first + 3),
                text(row, first + 4),
                text(row, first + 5));
    }

    /** Nothing is NULL unless somebody made it so. */
    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static byte[] bytes(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }
}
