package io.quantum.governor.engine.record.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The records of a time: their first and last sequence, and how many they are. */
record Span(long sinceMicros, long untilMicros, long first, long last, long count) {

    /** Those decided from a time on and before another, microseconds. */
    static Span of(Connection connection, long since, long until) throws SQLException {
        if (since == Long.MIN_VALUE && until == Long.MAX_VALUE) {
            long last = Head.read(connection).sequence();
            return new Span(since, until, 1, last, last);
        }
        try (PreparedStatement select = connection.prepareStatement("SELECT min(sequence), max(sequence), count(*)"
                + " FROM record WHERE at_micros >= ? AND at_micros < ?")) {
            select.setLong(1, since);
            select.setLong(2, until);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long count = row.getLong(3);
                return new Span(since, until, count == 0 ? 1 : row.getLong(1), row.getLong(2), count);
            }
        }
    }

    boolean holds(long atMicros) {
        return atMicros >= sinceMicros && atMicros < untilMicros;
    }
}
