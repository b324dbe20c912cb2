package io.quantum.governor.engine.record.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;

/** Appends entries at the end of the chain, in a transaction that somebody else commits. Not for use by several threads. */
final class ChainEnd implements AutoCloseable {
    private static final String LOCK = "UPDATE head SET sequence = sequence WHERE one = 1";
    private static final String MOVE = "UPDATE head SET sequence = ?, hash = ? WHERE one = 1";
    private static final String INSERT = "INSERT INTO record"
            + " (sequence, audit_id, at_micros, plan_id, kind, base, body, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String AGAIN = "+";

    private final Link link = new Link();
    private final Packing packing = new Packing();
    private final Kinds kinds = new Kinds();
    private final Bases bases = new Bases();

    /** Appends those that are not yet there; answers how many they were. */
    int append(Connection connection, Supplier<List<AuditEntry>> source) throws SQLException {
        run(connection, LOCK);
        Head head = Head.read(connection);
        List<AuditEntry> entries = source.get();
        Set<String> there = there(connection, entries);
        long sequence = head.sequence();
        byte[] hash = head.hash();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (AuditEntry entry : entries) {
                AuditEntry unlike = unlike(connection, there, entry);
                if (there.add(unlike.id())) {
                    sequence++;
                    hash = link.next(hash, sequence, unlike.id(), unlike.json());
                    set(connection, insert, sequence, unlike, hash);
                    insert.addBatch();
                }
            }
            if (sequence > head.sequence()) {
                insert.executeBatch();
                move(connection, sequence, hash);
            }
        }
        return Math.toIntExact(sequence - head.sequence());
    }

    private void set(Connection connection, PreparedStatement insert, long sequence, AuditEntry entry, byte[] hash)
            throws SQLException {
        Extract extract = Extract.of(entry.id(), entry.json());
        Bases.Base base = bases.of(extract.kind(), sequence, entry.json());
        insert.setLong(1, sequence);
        insert.setString(2, entry.id());
        insert.setLong(3, extract.atMicros());
        insert.setString(4, extract.planId());
        insert.setLong(5, kinds.id(connection, extract.kind(), sequence));
        insert.setLong(6, base.sequence());
        insert.setBytes(7, packing.pack(entry.json(), base.text()));
        insert.setBytes(8, hash);
    }

    /** Those that are archived already: whoever archived them did not come to take them out of the stream. */
    private static Set<String> there(Connection connection, List<AuditEntry> entries) throws SQLException {
        Set<String> there = new HashSet<>();
        if (entries.isEmpty()) {
            return there;
        }
        String marks = String.join(", ", Collections.nCopies(entries.size(), "?"));
        try (PreparedStatement select =
                connection.prepareStatement("SELECT audit_id FROM record WHERE audit_id IN (" + marks + ")")) {
            for (int i = 0; i < entries.size(); i++) {
                select.setString(i + 1, entries.get(i).id());
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    there.add(rows.getString(1));
                }
            }
        }
        return there;
    }

    /**
     * A Redis that lost its data, and whose clock went back, may give an id out again. The record is told from the earlier
     * one by a mark behind its id.
     */
    private AuditEntry unlike(Connection connection, Set<String> there, AuditEntry entry) throws SQLException {
        AuditEntry unlike = entry;
        while (there.contains(unlike.id()) && !isArchived(connection, unlike)) {
            unlike = new AuditEntry(unlike.id() + AGAIN, entry.json());
            there.addAll(there(connection, List.of(unlike)));
        }
        return unlike;
    }

    private boolean isArchived(Connection connection, AuditEntry entry) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(Stored.SELECT + "WHERE r.audit_id = ?")) {
            select.setString(1, entry.id());
            try (ResultSet row = select.executeQuery();
                    Bodies bodies = new Bodies()) {
                // one of this very batch is not to be seen yet
                return !row.next() || Arrays.equals(bodies.unpack(connection, Stored.of(row)), entry.json());
            } catch (DataFormatException e) {
                return false;
            }
        }
    }

    private static void move(Connection connection, long sequence, byte[] hash) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(MOVE)) {
            update.setLong(1, sequence);
            update.setBytes(2, hash);
            update.executeUpdate();
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeUpdate();
        }
    }

    /** What it remembers of the database holds no longer. */
    void forget() {
        kinds.forget();
        bases.forget();
    }

    @Override
    public void close() {
        packing.close();
    }
}
