package io.quantum.governor.engine.record.archive;

import com.zaxxer.hikari.HikariDataSource;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.Frame;
import io.quantum.governor.engine.record.audit.RulebookRecord;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.zip.DataFormatException;

/**
 * The archive, for reading; daemons may go on writing meanwhile. Every method fails with an {@link ArchiveException} that
 * says in a sentence why the database can't be used. Safe for use by many threads.
 */
public final class Archive implements AutoCloseable {
    private static final int PAGE = 500;

    private final ArchiveUrl url;
    private final HikariDataSource pool;
    private final Frames frames = new Frames();

    private Archive(ArchiveUrl url) {
        this.url = url;
        this.pool = Databases.forReading(url);
    }

    /**
     * Opens an archive that is there; none is made.
     *
     * @throws ArchiveException when there is none, or it can't be read
     */
    public static Archive open(ArchiveUrl url) {
        Archive archive = new Archive(url);
        try {
            archive.ask(connection -> {
                Databases.refuseEmpty(url, connection);
                return Head.read(connection);
            });
            return archive;
        } catch (ArchiveException e) {
            archive.close();
            throw e;
        }
    }

    /** The end of the chain. */
    public Head head() {
        return ask(Head::read);
    }

    /** The records of a plan, newest first; empty when the archive has none. */
    public List<ArchivedRecord> ofPlan(String planId) {
        return list("WHERE r.plan_id = ? ORDER BY r.sequence DESC", select -> select.setString(1, planId));
    }

    /** A record by its place in the chain, which it must have. */
    public ArchivedRecord record(long sequence) {
        return find(sequence).orElseThrow(() -> new ArchiveException(url + ": no record " + sequence));
    }

    /** A record by its place in the chain; empty when the chain has no such place. */
    public Optional<ArchivedRecord> find(long sequence) {
        return list("WHERE r.sequence = ?", select -> select.setLong(1, sequence)).stream()
                .findFirst();
    }

    /**
     * The rulebook that has this digest, as it was put in force: its manifest and rule files, without tests.
     *
     * @param digest as decisions name it
     * @return empty when the archive has no record of it
     */
    public Optional<RulebookTexts> rulebook(String digest) {
        return list("WHERE k.outcome = ? AND k.digest = ? ORDER BY r.sequence DESC LIMIT 1", select -> {
                    select.setString(1, RulebookRecord.OUTCOME);
                    select.setString(2, digest);
                })
                .stream()
                .findFirst()
                .map(record -> RulebookRecord.read(record.json()).texts());
    }

    /**
     * Hands over records in the order of the chain, with memory for a page of them only; but for those of frames, which are
     * written into the others. What is archived after it began is not shown.
     *
     * @param since when the first ones were decided; empty for the beginning
     * @param until before which the last ones were decided; empty for now
     * @param each takes a record, and says whether it wants another one
     */
    public void scan(Optional<Instant> since, Optional<Instant> until, Predicate<ArchivedRecord> each) {
        ask(connection -> {
            try (Bodies bodies = new Bodies()) {
                return rows(
                        connection, span(connection, since, until), row -> each.test(record(connection, bodies, row)));
            }
        });
    }

    /** As {@link #scan}, without the records themselves. */
    public void scanRows(Optional<Instant> since, Optional<Instant> until, Predicate<AuditRow> each) {
        ask(connection -> rows(connection, span(connection, since, until), row -> each.test(AuditRow.of(row))));
    }

    private static Span rows(Connection connection, Span span, Taker taker) throws SQLException {
        try (Pages pages = new Pages(connection, span.first(), span.last())) {
            for (List<Stored> page = pages.next(PAGE); !page.isEmpty(); page = pages.next(PAGE)) {
                for (Stored row : page) {
                    boolean asked =
                            span.holds(row.atMicros()) && !row.kind().outcome().equals(Frame.OUTCOME);
                    if (asked && !taker.take(row)) {
                        return span;
                    }
                }
            }
        }
        return span;
    }

    private static Span span(Connection connection, Optional<Instant> since, Optional<Instant> until)
            throws SQLException {
        return Span.of(connection, micros(since, Long.MIN_VALUE), micros(until, Long.MAX_VALUE));
    }

    /** As {@link #after}; what was altered is among them, too. */
    public List<Searched> searchedAfter(long sequence, int most) {
        return ask(connection -> {
            List<Stored> found = new ArrayList<>();
            try (PreparedStatement select =
                    connection.prepareStatement(Stored.SELECT + "WHERE r.sequence > ? ORDER BY r.sequence LIMIT ?")) {
                select.setLong(1, sequence);
                select.setInt(2, most);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(Stored.of(rows));
                    }
                }
            }
            return searched(connection, found);
        });
    }

    /** The records behind one that is known, oldest first. */
    public List<ArchivedRecord> after(long sequence, int most) {
        return list("WHERE r.sequence > ? ORDER BY r.sequence LIMIT ?", select -> {
            select.setLong(1, sequence);
            select.setInt(2, most);
        });
    }

    /** How many records {@link #scan} hands over. */
    public long count(Optional<Instant> since, Optional<Instant> until) {
        return ask(connection -> span(connection, since, until)).count();
    }

    /** The newest records that a query asks for, newest first. */
    public List<AuditRow> search(AuditQuery query) {
        return ask(connection ->
                new Search(connection, query).rows().stream().map(AuditRow::of).toList());
    }

    /** As {@link #search}, with the records themselves. */
    public List<Searched> searched(AuditQuery query) {
        return ask(connection -> searched(connection, new Search(connection, query).rows()));
    }

    private List<Searched> searched(Connection connection, List<Stored> rows) throws SQLException {
        List<Searched> found = new ArrayList<>();
        try (Bodies bodies = new Bodies()) {
            for (Stored row : rows) {
                found.add(new Searched(AuditRow.of(row), whole(connection, bodies, row)));
            }
        }
        return found;
    }

    private Optional<ArchivedRecord> whole(Connection connection, Bodies bodies, Stored row) throws SQLException {
        try {
            byte[] json = bodies.unpack(connection, row);
            return Optional.of(
                    new ArchivedRecord(row.sequence(), row.auditId(), json, frames.of(connection, bodies, json)));
        } catch (DataFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * The deed of a row that a search for {@linkplain AuditQuery#deeds deeds} has found.
     *
     * @throws io.quantum.governor.engine.record.audit.RecordException when the record can't be read, or is another one
     */
    public Deed deed(AuditRow row) {
        return Deed.read(record(row.sequence()).json());
    }

    /** Counts the decisions of a time. */
    public Stats stats(Optional<Instant> since, Optional<Instant> until) {
        return ask(connection -> Stats.of(connection, micros(since, Long.MIN_VALUE), micros(until, Long.MAX_VALUE)));
    }

    /**
     * Walks along the chain and looks whether every record is as it was archived.
     *
     * @param anchor an end of the chain that was noted down earlier, which must be in it
     * @param progress is told now and then how many records are well
     */
    public Verdict verify(Optional<Anchor> anchor, LongConsumer progress) {
        return ask(connection -> {
            try (Walk walk = new Walk(connection, anchor, progress)) {
                return walk.verdict();
            }
        });
    }

    /** Somebody may ask for a time before or after all that a column can say. */
    static long micros(Optional<Instant> time, long otherwise) {
        try {
            return time.map(t -> ChronoUnit.MICROS.between(Instant.EPOCH, t)).orElse(otherwise);
        } catch (ArithmeticException e) {
            return time.filter(Instant.EPOCH::isAfter).isPresent() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    private List<ArchivedRecord> list(String where, Parameters parameters) {
        return ask(connection -> {
            List<ArchivedRecord> found = new ArrayList<>();
            try (Bodies bodies = new Bodies();
                    PreparedStatement select = connection.prepareStatement(Stored.SELECT + where)) {
                parameters.set(select);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(record(connection, bodies, Stored.of(rows)));
                    }
                }
            }
            return found;
        });
    }

    private ArchivedRecord record(Connection connection, Bodies bodies, Stored row) throws SQLException {
        return whole(connection, bodies, row)
                .orElseThrow(() -> new ArchiveException(url + ": record " + row.sequence() + " (" + row.auditId()
                        + ") was altered, or the one by which it is packed; governor audit verify tells more"));
    }

    /** Takes a row, and says whether it wants another one. */
    private interface Taker {
        boolean take(Stored row) throws SQLException;
    }

    /** Sets a statement's parameters. */
    private interface Parameters {
        void set(PreparedStatement select) throws SQLException;
    }

    /** Something that is asked of the database. */
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    <T> T ask(Question<T> question) {
        try (Connection connection = pool.getConnection()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new ArchiveException(url, e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
