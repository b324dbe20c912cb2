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

    /** The whole record; as it is when it names no frame, or none that is there. */
    byte[] whole(Connection connection, Bodies bodies, byte[] json) throws SQLException {
        Optional<String> id = Expansion.frameOf(json);
        if (id.isEmpty()) {
            return json;
        }
        Frame frame = known.get(id.get());
        if (frame == null) {
            Optional<Frame> found = find(connection, bodies, id.get());
            if (found.isEmpty()) {
                return json;
            }
            if (known.size() >= MOST) {
                known.clear();
            }
            frame = found.get();
            known.put(id.get(), frame);
        }
        return Expansion.whole(json, frame);
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
