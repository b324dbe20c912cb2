package io.quantum.governor.engine.record.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;

/** Unpacks records, and remembers the texts by which they are packed. Not for use by several threads. */
final class Bodies implements AutoCloseable {
    private static final int MOST_BASES = 500;

    private final Packing packing = new Packing();
    private final Map<Long, byte[]> bases = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > MOST_BASES;
        }
    };

    /**
     * A record's exact bytes.
     *
     * @param connection to the database in which the record is
     * @throws DataFormatException when it, or the one by which it is packed, was altered
     */
    byte[] unpack(Connection connection, Stored row) throws SQLException, DataFormatException {
        return packing.unpack(row.body(), base(connection, row.base()));
    }

    private byte[] base(Connection connection, long sequence) throws SQLException, DataFormatException {
        byte[] known = sequence == 0 ? new byte[0] : bases.get(sequence);
        if (known != null) {
            return known;
        }
        try (PreparedStatement select =
                connection.prepareStatement("SELECT body FROM record WHERE sequence = ? AND base = 0")) {
            select.setLong(1, sequence);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new DataFormatException("packed by record " + sequence + ", which is not there");
                }
                byte[] base = packing.unpack(row.getBytes(1), new byte[0]);
                bases.put(sequence, base);
                return base;
            }
        }
    }

    @Override
    public void close() {
        packing.close();
    }
}
