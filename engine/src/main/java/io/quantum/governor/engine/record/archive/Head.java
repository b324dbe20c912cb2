package io.quantum.governor.engine.record.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * The end of an archive's chain.
 *
 * @param archive the archive's own name
 * @param sequence of the last record; 0 when there is none
 * @param hash of the last record, which vouches for all before it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Head(String archive, long sequence, byte[] hash) {

    static Head read(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT archive, sequence, hash FROM head WHERE one = 1");
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new ArchiveException("the archive's table head is empty; restore the database from a backup");
            }
            return new Head(row.getString(1), row.getLong(2), row.getBytes(3));
        }
    }

    /** As people note it down: {@code 1234:9f86d0...}. */
    public String text() {
        return sequence + ":" + HexFormat.of().formatHex(hash);
    }
}
