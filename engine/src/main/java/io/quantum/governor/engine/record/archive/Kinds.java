package io.quantum.governor.engine.record.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ids of kinds, found or made within the transaction that needs them. */
final class Kinds {
    /** Some symbols times the reasons; then they are looked up again. */
    private static final int MOST = 50_000;

    private final Map<Kind, Long> known = new HashMap<>();

    /** The id of a kind; a new one gets the sequence of the record that has it. */
    long id(Connection connection, Kind kind, long sequence) throws SQLException {
        Long id = known.get(kind);
        if (id != null) {
            return id;
        }
        if (known.size() >= MOST) {
            known.clear();
        }
        long found = find(connection, kind);
        if (found == 0) {
            insert(connection, kind, sequence);
            found = sequence;
        }
        known.put(kind, found);
        return found;
    }

    private static long find(Connection connection, Kind kind) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM kind WHERE outcome = ?"
                + " AND symbol = ? AND gate = ? AND reason = ? AND version = ? AND digest = ?")) {
            set(select, 1, kind);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static void insert(Connection connection, Kind kind, long id) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO kind (id, outcome, symbol, gate, reason, version, digest)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, id);
            set(insert, 2, kind);
            insert.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, int from, Kind kind) throws SQLException {
        int next = from;
        for (String text :
                List.of(kind.outcome(), kind.symbol(), kind.gate(), kind.reason(), kind.version(), kind.digest())) {
            statement.setString(next++, text);
        }
    }

    void forget() {
        known.clear();
    }
}
