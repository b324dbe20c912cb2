package io.quantum.governor.engine.serve.room;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.record.archive.AuditRow;
import io.quantum.governor.engine.record.archive.AuditStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells each record once, in the order of the audit stream as far as possible: each is in the stream, in the archive, or in
 * both for a moment. For use by one thread.
 */
final class DecisionFeed {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionFeed.class);
    /** About as many as come in while a page that was cut off connects again. */
    private static final int REMEMBERED = 5000;

    private static final int AT_ONCE = 1000;

    private final Supplier<AuditStream> stream;
    private final Supplier<Optional<Archive>> archive;
    private final NavigableMap<String, AuditRow> remembered = new TreeMap<>(StreamIds.ORDER);
    /** Whatever is not newer was told, or came before the feed began; empty before its first look. */
    private String told = "";

    private long archived = -1;

    /**
     * @param stream reads the audit stream; fails while Redis can't be reached
     * @param archive empty when records stay in Redis
     */
    DecisionFeed(Supplier<AuditStream> stream, Supplier<Optional<Archive>> archive) {
        this.stream = stream;
        this.archive = archive;
    }

    /** What has come since the last call, oldest first; the first call remembers what is there and tells nothing. */
    List<AuditRow> next() {
        List<AuditRow> found = new ArrayList<>();
        boolean first = told.isEmpty();
        try {
            AuditStream from = stream.get();
            // the stream first: what is archived in between is then found in both places, and not in none
            found.addAll(first ? from.newest(REMEMBERED) : from.after(told, AT_ONCE));
            found.addAll(fromArchive());
        } catch (RedisException | ArchiveException e) {
            LOG.debug("decisions are not followed for now: {}", e.getMessage());
        }
        List<AuditRow> fresh = new ArrayList<>();
        for (AuditRow row : found) {
            if (remembered.putIfAbsent(row.auditId(), row) == null) {
                fresh.add(row);
            }
        }
        while (remembered.size() > REMEMBERED) {
            remembered.pollFirstEntry();
        }
        if (!remembered.isEmpty()) {
            told = remembered.lastKey();
        } else if (first) {
            told = "0-0";
        }
        fresh.sort((a, b) -> StreamIds.ORDER.compare(a.auditId(), b.auditId()));
        return first ? List.of() : fresh;
    }

    private List<AuditRow> fromArchive() {
        Optional<Archive> open = archive.get();
        if (open.isEmpty()) {
            return List.of();
        }
        if (archived < 0) {
            archived = Math.max(0, open.get().head().sequence() - REMEMBERED);
        }
        List<AuditRow> rows = open.get().rowsAfter(archived, AT_ONCE);
        if (!rows.isEmpty()) {
            archived = rows.get(rows.size() - 1).sequence();
        }
        return rows;
    }

    /**
     * What has come after a record.
     *
     * @param id of the last one that somebody knows
     * @return empty when it is not known any more what came after it
     */
    Optional<List<AuditRow>> after(String id) {
        if (remembered.isEmpty() || StreamIds.ORDER.compare(id, remembered.firstKey()) < 0) {
            return Optional.empty();
        }
        return Optional.of(List.copyOf(remembered.tailMap(id, false).values()));
    }
}
