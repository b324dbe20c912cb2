package io.quantum.governor.engine.record.archive;

import io.quantum.governor.engine.record.audit.Expansion;
import io.quantum.governor.engine.record.audit.Frame;
import io.quantum.governor.engine.record.audit.RecordException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.DataFormatException;

/** The frames of an archive's records, each read once. Safe for use by many threads. */
final class Frames {
    /** One for each version of the rules and change of a threshold; then they are read again. */
    private static final int MOST = 500;

    private final Map<String, Frame> known = new ConcurrentHashMap<>();

    /** The frame that a record names; empty when it names none, or none that is there. */
    Optional<Frame> of(Connection connection, Bodies bodies, byte[] json) throws SQLException {
        Optional<String> id = Expansion.frameOf(json);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<Frame> frame = Optional.ofNullable(known.get(id.get()));
        if (frame.isEmpty()) {
            frame = find(connection, bodies, id.get());
            if (known.size() >= MOST) {
                known.clear();
            }
            frame.ifPresent(found -> known.put(found.id(), found));
        }
        return frame;
    }

    /** One that was altered is none. */
    private static Optional<Frame> find(Connection connection, Bodies bodies, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                Stored.SELECT + "WHERE k.outcome = ? AND k.reason = ? ORDER BY r.sequence")) {
            select.setString(1, Frame.OUTCOME);
            select.setString(2, id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Optional<Frame> frame = frame(connection, bodies, Stored.of(row));
                    if (frame.filter(f -> f.id().equals(id)).isPresent()) {
                        return frame;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Frame> frame(Connection connection, Bodies bodies, Stored row) throws SQLException {
        try {
            return Optional.of(Frame.ofRecord(bodies.unpack(connection, row)));
        } catch (DataFormatException | RecordException e) {
            return Optional.empty();
        }
    }
}
