package io.quantum.governor.engine.serve.room;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.record.archive.AuditQuery.RecordKind;
import io.quantum.governor.engine.record.archive.AuditStream;
import io.quantum.governor.engine.record.archive.Searched;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import io.quantum.governor.loaders.redis.RedisFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code GET /api/decisions}: the newest decisions that a query asks for, of the audit stream and of the archive; and
 * {@code GET /api/audit/search}, the same for all kinds of records.
 */
final class Decisions {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    /** Redis has plans to serve. */
    private static final int MOST_WAITING = 2000;

    private final Supplier<AuditStream> stream;
    private final Supplier<Optional<Archive>> archive;
    private final Supplier<DecisionReader> readers;
    private final Supplier<Map<String, String>> gates;

    /**
     * @param stream reads the audit stream; fails while Redis can't be reached
     * @param archive empty when records stay in Redis
     * @param readers for one page each
     * @param gates the names of gates by their numbers
     */
    Decisions(
            Supplier<AuditStream> stream,
            Supplier<Optional<Archive>> archive,
            Supplier<DecisionReader> readers,
            Supplier<Map<String, String>> gates) {
        this.stream = stream;
        this.archive = archive;
        this.readers = readers;
        this.gates = gates;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "/api/decisions", query -> answer(query, RecordKind.DECISION)),
                new Route("GET", "/api/audit/search", query -> search(query)));
    }

    private Answer search(Map<String, String> query) {
        String kind = query.getOrDefault("kind", "").toUpperCase(Locale.ROOT);
        try {
            return answer(query, kind.isEmpty() ? RecordKind.DECISION : RecordKind.valueOf(kind));
        } catch (IllegalArgumentException e) {
            return Answer.error(BAD_REQUEST, "kind: give decision, error, deed, rulebook or all");
        }
    }

    private Answer answer(Map<String, String> parameters, RecordKind kind) {
        try {
            return new Answer(OK, page(DecisionQuery.of(parameters, kind)));
        } catch (IllegalArgumentException e) {
            return Answer.error(BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Object> page(DecisionQuery query) {
        List<String> notes = new ArrayList<>();
        // the stream first: what is archived in between is then found in both places, and not in none
        List<Searched> found = new ArrayList<>(fromStream(query, notes));
        found.addAll(fromArchive(query, notes));
        Set<String> seen = new HashSet<>();
        List<Searched> asked = found.stream()
                .filter(f -> query.isAsked(f.row()))
                .sorted(Comparator.comparing(f -> Cursor.of(f.row()), Cursor.NEWEST_FIRST))
                .filter(f -> seen.add(f.row().auditId()))
                .limit(query.mostRead())
                .toList();
        DecisionReader reader = readers.get();
        List<DecisionReader.Read> rows = asked.stream()
                .map(reader::read)
                .filter(read -> !query.wouldBlock() || !read.detail().would().isEmpty())
                .limit(query.limit())
                .toList();
        Map<String, Object> page = new LinkedHashMap<>();
        Map<String, String> names = gates.get();
        page.put("rows", rows.stream().map(read -> DecisionRow.of(read, names)).toList());
        page.put("cursor", cursor(query, asked, rows, notes));
        page.put("note", String.join("; ", notes));
        return page;
    }

    /** Where the next page begins: behind the last row, or behind what was read in vain. */
    private static String cursor(
            DecisionQuery query, List<Searched> asked, List<DecisionReader.Read> rows, List<String> notes) {
        if (rows.size() == query.limit()) {
            return Cursor.of(rows.get(rows.size() - 1).row()).toString();
        }
        if (asked.size() < query.mostRead()) {
            return "";
        }
        Cursor last = Cursor.of(asked.get(asked.size() - 1).row());
        notes.add("searched back to " + last.at() + "; older ones are searched for by the next page");
        return last.toString();
    }

    private List<Searched> fromStream(DecisionQuery query, List<String> notes) {
        try {
            AuditStream from = stream.get();
            if (!query.plan().isEmpty()) {
                return from.ofPlan(query.plan()).stream().map(Searched::of).toList();
            }
            List<Searched> newest = from.newest(MOST_WAITING);
            if (newest.size() == MOST_WAITING) {
                notes.add("of the records that are not archived yet, the newest " + MOST_WAITING + " were looked at");
            }
            return newest;
        } catch (RedisException e) {
            notes.add("Redis does not answer (" + RedisFault.words(e) + "): what is not archived yet is missing");
            return List.of();
        }
    }

    private List<Searched> fromArchive(DecisionQuery query, List<String> notes) {
        try {
            Optional<Archive> open = archive.get();
            if (open.isEmpty()) {
                return List.of();
            }
            return query.plan().isEmpty()
                    ? open.get().searched(query.audit())
                    : open.get().ofPlan(query.plan()).stream().map(Searched::of).toList();
        } catch (ArchiveException e) {
            notes.add("only what is still in Redis is shown: " + e.getMessage());
            return List.of();
        }
    }
}
