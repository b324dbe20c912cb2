package io.quantum.governor.engine.record.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Rows in the order of the chain, some at a time, so that no long transaction keeps the database from tidying up. */
final class Pages implements AutoCloseable {
    private final PreparedStatement select;
    private final long last;
    private long next;

    Pages(Connection connection, long first, long last) throws SQLException {
        this.select = connection.prepareStatement(
                Stored.SELECT + "WHERE r.sequence >= ? AND r.sequence <= ? ORDER BY r.sequence LIMIT ?");
        this.next = first;
        this.last = last;
    }

    /** The next rows; empty when there are no more. */
    List<Stored> next(int most) throws SQLException {
        select.setLong(1, next);
        select.setLong(2, last);
        select.setInt(3, most);
        List<Stored> page = new ArrayList<>(most);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                page.add(Stored.of(rows));
            }
        }
        if (!page.isEmpty()) {
            next = page.get(page.size() - 1).sequence() + 1;
        }
        return page;
    }

    @Override
    public void close() throws SQLException {
        select.close();
    }
}
