package io.quantum.governor.engine.serve.room;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.record.archive.AuditStream;
import io.quantum.governor.engine.record.archive.Searched;
import java.time.Duration;
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
    private static final int REMEMBERED = 2000;

    /** So many are read in one look, at most. */
    private static final int AT_ONCE = 1000;

    /**
     * A burst of so many is told one by one, and so many a second for ever: nobody reads more, and plans must not wait for
     * it. A page asks for the newest then, and not too often.
     */
    private static final double BURST = 2000;

    private static final double A_SECOND = 250;
    private static final double NANOS = 1e9;

    private static final Duration REST = Duration.ofSeconds(5);

    /** An id before all others. */
    private static final String NOTHING_YET = "0-0";

    private final Supplier<AuditStream> stream;
    private final Supplier<Optional<Archive>> archive;
    private final Supplier<DecisionReader> readers;
    private final NavigableMap<String, DecisionReader.Read> remembered = new TreeMap<>(StreamIds.ORDER);
    /** Whatever is not newer was there before the feed began; empty before it has. */
    private String began = "";

    private long restsFromNanos = System.nanoTime() - REST.toNanos();

    /** How many may be told now. */
    private double allowance = BURST;

    private long allowedNanos = System.nanoTime();

    /** So far the archive was read; negative before it was. */
    private long archived = -1;

    /**
     * @param stream reads the audit stream; fails while Redis can't be reached
     * @param archive empty when records stay in Redis
     * @param readers for one look each: by then there may be other rules
     */
    DecisionFeed(Supplier<AuditStream> stream, Supplier<Optional<Archive>> archive, Supplier<DecisionReader> readers) {
        this.stream = stream;
        this.archive = archive;
        this.readers = readers;
    }

    /** Begins anew: the next look remembers what is there then, and tells nothing of it. */
    void forget() {
        began = "";
        archived = -1;
        remembered.clear();
    }

    /** Whether nothing is missed from here on. */
    boolean hasBegun() {
        return !began.isEmpty();
    }

    /**
     * What has come since the last look, oldest first.
     *
     * @return empty when it was too much to be told: the feed begins anew then, after a rest
     */
    Optional<List<DecisionReader.Read>> next() {
        try {
            if (hasBegun()) {
                return fresh();
            }
            if (System.nanoTime() - restsFromNanos < REST.toNanos()) {
                return Optional.of(List.of());
            }
            // the stream first: what is archived in between is then found in both places, and not in none
            remember(stream.get().newest(REMEMBERED));
            remember(fromArchive(REMEMBERED));
            began = remembered.isEmpty() ? NOTHING_YET : remembered.lastKey();
        } catch (RedisException e) {
            LOG.debug("decisions are not followed for now: {}", e.getMessage());
        }
        return Optional.of(List.of());
    }

    private Optional<List<DecisionReader.Read>> fresh() {
        List<DecisionReader.Read> fresh = new ArrayList<>(
                remember(stream.get().after(remembered.isEmpty() ? NOTHING_YET : remembered.lastKey(), AT_ONCE)));
        fresh.addAll(remember(fromArchive(AT_ONCE)));
        if (fresh.size() >= AT_ONCE || !isAllowed(fresh.size())) {
            forget();
            restsFromNanos = System.nanoTime();
            return Optional.empty();
        }
        while (remembered.size() > REMEMBERED) {
            remembered.pollFirstEntry();
        }
        fresh.sort((a, b) -> StreamIds.ORDER.compare(a.row().auditId(), b.row().auditId()));
        return Optional.of(fresh);
    }

    private boolean isAllowed(int more) {
        long now = System.nanoTime();
        allowance = Math.min(BURST, allowance + (now - allowedNanos) / NANOS * A_SECOND) - more;
        allowedNanos = now;
        return allowance >= 0;
    }

    /** Those that were not known. */
    private List<DecisionReader.Read> remember(List<Searched> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        DecisionReader reader = readers.get();
        return found.stream()
                .filter(f -> !hasBegun() || StreamIds.ORDER.compare(f.row().auditId(), began) > 0)
                .filter(f -> !remembered.containsKey(f.row().auditId()))
                .map(reader::read)
                .filter(read -> remembered.put(read.row().auditId(), read) == null)
                .toList();
    }

    /** While the archive is away, nothing leaves the stream for it. */
    private List<Searched> fromArchive(int most) {
        try {
            Optional<Archive> open = archive.get();
            if (open.isEmpty()) {
                return List.of();
            }
            if (archived < 0) {
                archived = Math.max(0, open.get().head().sequence() - REMEMBERED);
            }
            List<Searched> rows = open.get().searchedAfter(archived, most);
            if (!rows.isEmpty()) {
                archived = rows.get(rows.size() - 1).row().sequence();
            }
            return rows;
        } catch (ArchiveException e) {
            LOG.debug("the archive is not followed for now: {}", e.getMessage());
            return List.of();
        }
    }

    /**
     * What has come after a record.
     *
     * @param id of the last one that somebody knows
     * @return empty when it is not known any more what came after it
     */
    Optional<List<DecisionReader.Read>> after(String id) {
        if (remembered.isEmpty() || StreamIds.ORDER.compare(id, remembered.firstKey()) < 0) {
            return Optional.empty();
        }
        return Optional.of(List.copyOf(remembered.tailMap(id, false).values()));
    }
}
