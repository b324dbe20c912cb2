package io.quantum.governor.engine.record.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The newest records of a query. It looks which kinds are asked for, and takes the newest of each until no other kind can
 * have a newer one: so any combination of filters costs about the same, however many records there are.
 */
final class Search {
    private static final String NEWEST = "SELECT t.id, t.newest FROM (SELECT k.id AS id, (SELECT max(r.at_micros)"
            + " FROM record r WHERE r.kind = k.id AND r.at_micros >= ? AND r.at_micros < ?) AS newest"
            + " FROM kind k WHERE ";
    private static final String OF_KIND = "SELECT sequence, at_micros FROM record"
            + " WHERE kind = ? AND at_micros >= ? AND at_micros < ? ORDER BY at_micros DESC, sequence DESC LIMIT ?";

    private final Connection connection;
    private final AuditQuery query;
    private final long since;
    private final long until;
    private final PriorityQueue<Hit> hits = new PriorityQueue<>();

    private record Hit(long atMicros, long sequence) implements Comparable<Hit> {
        private static final Comparator<Hit> BY_TIME =
                Comparator.comparingLong(Hit::atMicros).thenComparingLong(Hit::sequence);

        @Override
        public int compareTo(Hit other) {
            return BY_TIME.compare(this, other);
        }
    }

    /** A kind and when its newest record was decided. */
    private record Newest(long kind, long atMicros) {}

    Search(Connection connection, AuditQuery query) {
        this.connection = connection;
        this.query = query;
        this.since = Archive.micros(query.since(), Long.MIN_VALUE);
        this.until = Archive.micros(query.until(), Long.MAX_VALUE);
    }

    /** Newest first. */
    List<Stored> rows() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OF_KIND)) {
            for (Newest kind : kinds()) {
                if (hits.size() == query.limit()
                        && kind.atMicros() < hits.element().atMicros()) {
                    break;
                }
                take(select, kind.kind());
            }
        }
        List<Stored> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(Stored.SELECT + "WHERE r.sequence = ?")) {
            for (Hit hit : hits.stream().sorted(Comparator.reverseOrder()).toList()) {
                select.setLong(1, hit.sequence());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    rows.add(Stored.of(row));
                }
            }
        }
        return rows;
    }

    private List<Newest> kinds() throws SQLException {
        Map<String, String> wanted = query.wanted();
        StringBuilder sql = new StringBuilder(NEWEST);
        sql.append(query.ofKind());
        wanted.keySet().forEach(column -> sql.append(" AND k.").append(column).append(" = ?"));
        if (!query.rulebook().isEmpty()) {
            sql.append(" AND (k.version = ? OR substr(k.digest, 1, ?) = ?)");
        }
        sql.append(") t WHERE t.newest IS NOT NULL ORDER BY t.newest DESC");
        try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
            int next = 1;
            select.setLong(next++, since);
            select.setLong(next++, until);
            for (String value : wanted.values()) {
                select.setString(next++, value);
            }
            if (!query.rulebook().isEmpty()) {
                select.setString(next++, query.rulebook());
                select.setInt(next++, query.rulebook().length());
                select.setString(next, query.rulebook());
            }
            List<Newest> kinds = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    kinds.add(new Newest(rows.getLong(1), rows.getLong(2)));
                }
            }
            return kinds;
        }
    }

    private void take(PreparedStatement select, long kind) throws SQLException {
        select.setLong(1, kind);
        select.setLong(2, since);
        select.setLong(3, until);
        select.setInt(4, query.limit());
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                hits.add(new Hit(rows.getLong(2), rows.getLong(1)));
                if (hits.size() > query.limit()) {
                    hits.remove();
                }
            }
        }
    }
}
