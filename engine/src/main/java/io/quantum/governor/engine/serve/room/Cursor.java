package io.quantum.governor.engine.serve.room;

import io.quantum.governor.engine.record.archive.AuditRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Where a page of records ends: the records are in the order of when they were decided, and then of their ids. The clock of
 * Redis, which gives the ids, is another one than that of who decides.
 *
 * @param at when the last record of the page was decided
 * @param id of that record
 */
record Cursor(Instant at, String id) {
    /** Newest first. */
    static final Comparator<Cursor> NEWEST_FIRST = Comparator.comparing(Cursor::at)
            .thenComparing(Cursor::id, StreamIds.ORDER)
            .reversed();

    /** What an archive is asked for more than a page: records of the same moment as the last one, which are known already. */
    static final int TIES = 100;

    private static final Duration SHORTEST = Duration.ofNanos(1000);

    /**
     * A cursor as the page before named it.
     *
     * @return empty for an empty text
     */
    static Optional<Cursor> of(String text) {
        String[] parts = text.split("~", -1);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (parts.length != 2 || !StreamIds.isId(parts[0])) {
            throw new IllegalArgumentException("cursor: give the one that the page before named");
        }
        return Times.of(parts[1], "cursor").map(at -> new Cursor(at, parts[0]));
    }

    static Cursor of(AuditRow row) {
        return new Cursor(row.at(), row.auditId());
    }

    /** Before when the next page's records were decided. */
    Instant until() {
        return at.plus(SHORTEST);
    }

    /** Whether a record comes on a page behind. */
    boolean isBefore(Cursor record) {
        return NEWEST_FIRST.compare(this, record) < 0;
    }

    @Override
    public String toString() {
        return id + "~" + at;
    }
}
