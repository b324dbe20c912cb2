package io.quantum.governor.engine.record.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;

/** Says what was probably done to a record that is not as it was archived. */
final class Suspicion {
    private final Connection connection;
    private final Bodies bodies;

    Suspicion(Connection connection, Bodies bodies) {
        this.connection = connection;
        this.bodies = bodies;
    }

    static Verdict.Fault of(String what, Stored row, String detail) {
        return new Verdict.Fault(what, row.sequence(), row.auditId(), AuditRow.time(row.atMicros()), detail);
    }

    /** A record that can't be unpacked. */
    Verdict.Fault unreadable(Stored row, String why) throws SQLException {
        return displaced(row)
                .orElseGet(() -> of(Verdict.ALTERED, row, "its content can't be unpacked any more (" + why + ")"));
    }

    /** A record whose hash does not follow from it and from the one before. */
    Verdict.Fault of(Stored row, byte[] json) throws SQLException {
        Optional<Verdict.Fault> fault = duplicated(row, json);
        if (fault.isEmpty()) {
            fault = displaced(row);
        }
        return fault.orElseGet(() -> of(Verdict.ALTERED, row, "its hash does not follow from its content"));
    }

    /** A record whose columns say something else than the record itself, so that it would not be found. */
    static Optional<Verdict.Fault> columns(Stored row, byte[] json) {
        Extract said = Extract.of(row.auditId(), json);
        List<String> wrong = new ArrayList<>();
        compare("at_micros", row.atMicros(), said.atMicros(), wrong);
        compare("plan_id", row.planId(), said.planId(), wrong);
        compare("kind", row.kind(), said.kind(), wrong);
        return wrong.isEmpty() ? Optional.empty() : Optional.of(of(Verdict.ALTERED, row, String.join("; ", wrong)));
    }

    private static void compare(String column, Object stored, Object said, List<String> wrong) {
        if (!stored.equals(said)) {
            wrong.add("its column " + column + " says " + stored + ", and the record says " + said);
        }
    }

    private Optional<Verdict.Fault> duplicated(Stored row, byte[] json) throws SQLException {
        for (Stored other : rows(
                "WHERE r.plan_id = ? AND r.sequence <> ? ORDER BY r.sequence LIMIT 20", row.planId(), row.sequence())) {
            try {
                if (Arrays.equals(bodies.unpack(connection, other), json)) {
                    return Optional.of(of(Verdict.DUPLICATED, row, "it is a copy of record " + other.sequence()));
                }
            } catch (DataFormatException e) {
                // that one is no copy
            }
        }
        return Optional.empty();
    }

    /** Ids of the stream ascend; a record whose id does not is in another one's place. */
    private Optional<Verdict.Fault> displaced(Stored row) throws SQLException {
        List<Stored> next = rows("WHERE r.sequence > ? ORDER BY r.sequence LIMIT 1", row.sequence());
        List<Stored> before = rows("WHERE r.sequence < ? ORDER BY r.sequence DESC LIMIT 1", row.sequence());
        boolean late = !next.isEmpty() && isAfter(row.auditId(), next.get(0).auditId());
        boolean early = !before.isEmpty() && isAfter(before.get(0).auditId(), row.auditId());
        return late || early
                ? Optional.of(of(
                        Verdict.OUT_OF_ORDER,
                        row,
                        "by its audit id it belongs " + (late ? "behind the next record" : "before the last record")))
                : Optional.empty();
    }

    private static boolean isAfter(String one, String other) {
        long millis = Extract.millisOf(one) - Extract.millisOf(other);
        return millis == 0 ? part(one) > part(other) : millis > 0;
    }

    private static long part(String auditId) {
        return Extract.millisOf(auditId.replaceFirst("[^-]*-?", ""));
    }

    /** What stands behind the end of the chain. */
    Optional<Verdict.Fault> beyond(long last) throws SQLException {
        return rows(
                        "WHERE r.sequence > ? AND r.sequence > (SELECT sequence FROM head) ORDER BY r.sequence LIMIT 1",
                        last)
                .stream()
                .findFirst()
                .map(row -> of(Verdict.ADDED, row, "it stands behind the end of the chain, record " + last));
    }

    private List<Stored> rows(String where, Object... parameters) throws SQLException {
        List<Stored> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(Stored.SELECT + where)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(Stored.of(row));
                }
            }
        }
        return rows;
    }
}
