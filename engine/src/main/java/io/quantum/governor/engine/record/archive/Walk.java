package io.quantum.governor.engine.record.archive;

import io.quantum.governor.engine.record.audit.Expansion;
import io.quantum.governor.engine.record.audit.Frame;
import io.quantum.governor.engine.record.audit.RecordException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.zip.DataFormatException;

/** Walks along the chain from its beginning and compares each record with its hash and with its columns. */
final class Walk implements AutoCloseable {
    private static final int PAGE = 500;

    private final Connection connection;
    private final Optional<Anchor> anchor;
    private final LongConsumer progress;
    private final Link link = new Link();
    private final Bodies bodies = new Bodies();
    private final Suspicion suspicion;
    private final Set<String> frames = new HashSet<>();
    private long good;
    private byte[] hash = {};
    private long lastMicros;

    /** Of an archive, with an end that it had once. */
    Walk(Connection connection, Optional<Anchor> anchor, LongConsumer progress) {
        this.connection = connection;
        this.anchor = anchor;
        this.progress = progress;
        this.suspicion = new Suspicion(connection, bodies);
    }

    Verdict verdict() throws SQLException {
        Head head = Head.read(connection);
        Optional<Verdict.Fault> added = suspicion.beyond(head.sequence());
        hash = link.first(head.archive());
        Optional<Verdict.Fault> fault = walk(head).or(() -> end(head)).or(() -> added);
        return new Verdict(head.archive(), good, head.text(), fault);
    }

    private Optional<Verdict.Fault> walk(Head head) throws SQLException {
        try (Pages pages = new Pages(connection, Long.MIN_VALUE, head.sequence())) {
            for (List<Stored> page = pages.next(PAGE); !page.isEmpty(); page = pages.next(PAGE)) {
                for (Stored row : page) {
                    Optional<Verdict.Fault> fault = look(row);
                    if (fault.isPresent()) {
                        return fault;
                    }
                }
                progress.accept(good);
            }
        }
        return Optional.empty();
    }

    private Optional<Verdict.Fault> look(Stored row) throws SQLException {
        if (row.sequence() != good + 1) {
            return Optional.of(
                    row.sequence() <= good
                            ? Suspicion.of(Verdict.ADDED, row, "there is a record of this number already")
                            : missing("records " + (good + 1) + " to " + (row.sequence() - 1) + " are not there"));
        }
        byte[] json;
        try {
            json = bodies.unpack(connection, row);
        } catch (DataFormatException e) {
            return Optional.of(suspicion.unreadable(row, String.valueOf(e.getMessage())));
        }
        byte[] next = link.next(hash, row.sequence(), row.auditId(), json);
        if (!Arrays.equals(next, row.hash())) {
            return Optional.of(suspicion.of(row, json));
        }
        Optional<Verdict.Fault> torn = Suspicion.columns(row, json).or(() -> frame(row, json));
        if (torn.isPresent()) {
            return torn;
        }
        Optional<Verdict.Fault> replaced = anchor.filter(a -> a.sequence() == row.sequence() && !a.isOf(row.hash()))
                .map(a -> Suspicion.of(
                        Verdict.ALTERED,
                        row,
                        "its hash is not the one that was noted down: this record or one before it was replaced, and"
                                + " the chain from there on made anew"));
        if (replaced.isEmpty()) {
            good = row.sequence();
            hash = next;
            lastMicros = row.atMicros();
        }
        return replaced;
    }

    /** Whether the frame that a record names stands before it, and a frame is the one that it says. */
    private Optional<Verdict.Fault> frame(Stored row, byte[] json) {
        if (row.kind().outcome().equals(Frame.OUTCOME)) {
            String id = row.kind().reason();
            frames.add(id);
            return isFrame(json, id)
                    ? Optional.empty()
                    : Optional.of(Suspicion.of(Verdict.ALTERED, row, "it is not the frame that it says it is"));
        }
        return Expansion.frameOf(json)
                .filter(id -> !frames.contains(id))
                .map(id -> missing("the frame " + id + ", without which nobody can read it, is not before it"));
    }

    private static boolean isFrame(byte[] json, String id) {
        try {
            return Frame.ofRecord(json).id().equals(id);
        } catch (RecordException e) {
            return false;
        }
    }

    /** Whether the chain ends where it should. */
    private Optional<Verdict.Fault> end(Head head) {
        if (good < head.sequence()) {
            return Optional.of(missing("the archive had " + head.sequence() + " records, and ends with " + good));
        }
        if (!Arrays.equals(hash, head.hash())) {
            return Optional.of(new Verdict.Fault(
                    Verdict.ALTERED,
                    good,
                    "",
                    AuditRow.time(lastMicros),
                    "the table head has another hash than the last record"));
        }
        return anchor.filter(a -> a.sequence() > good)
                .map(a -> missing("the archive had " + a.sequence() + " records when its head was noted down, and ends"
                        + " with " + good));
    }

    private Verdict.Fault missing(String detail) {
        return new Verdict.Fault(Verdict.MISSING, good + 1, "", AuditRow.time(lastMicros), detail);
    }

    @Override
    public void close() {
        bodies.close();
    }
}
