package io.quantum.governor.engine.serve.room;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.record.archive.AuditQuery;
import io.quantum.governor.engine.record.archive.AuditQuery.RecordKind;
import io.quantum.governor.engine.record.archive.AuditRow;
import io.quantum.governor.engine.record.archive.AuditStream;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import io.quantum.governor.loaders.redis.RedisFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code GET /api/decisions}: the newest decisions that a query asks for, of the audit stream and of the archive; and
 * {@code GET /api/audit/search}, the same for all kinds of records.
 */
final class Decisions {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int USUAL = 100;
    private static final int MOST = 500;
    /** Redis has plans to serve. */
    private static final int MOST_WAITING = 2000;

    private final Supplier<AuditStream> stream;
    private final Supplier<Optional<Archive>> archive;
    private final Supplier<Map<String, String>> gates;

    /**
     * @param stream reads the audit stream; fails while Redis can't be reached
     * @param archive empty when records stay in Redis
     * @param gates the names of gates by their numbers
     */
    Decisions(Supplier<AuditStream> stream, Supplier<Optional<Archive>> archive, Supplier<Map<String, String>> gates) {
        this.stream = stream;
        this.archive = archive;
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
            return Answer.error(BAD_REQUEST, "kind: give decision, deed, rulebook or all");
        }
    }

    private Answer answer(Map<String, String> parameters, RecordKind kind) {
        try {
            return new Answer(OK, page(parameters, kind));
        } catch (IllegalArgumentException e) {
            return Answer.error(BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Object> page(Map<String, String> parameters, RecordKind kind) {
        Optional<Cursor> cursor = Cursor.of(parameters.getOrDefault("cursor", ""));
        int limit = limit(parameters.getOrDefault("limit", "").strip());
        AuditQuery query = query(parameters, kind, cursor, limit + Cursor.TIES);
        List<String> notes = new ArrayList<>();
        String plan = parameters.getOrDefault("q", "");
        // the stream first: what is archived in between is then found in both places, and not in none
        List<AuditRow> found = new ArrayList<>(fromStream(plan, notes));
        found.addAll(fromArchive(plan, query, notes));
        Set<String> seen = new LinkedHashSet<>();
        List<AuditRow> rows = found.stream()
                .filter(row -> isAsked(row, query) && row.kind().isOf(kind))
                .filter(row -> cursor.isEmpty() || cursor.get().isBefore(Cursor.of(row)))
                .sorted(Comparator.comparing(Cursor::of, Cursor.NEWEST_FIRST))
                .filter(row -> seen.add(row.auditId()))
                .limit(limit)
                .toList();
        Map<String, Object> page = new LinkedHashMap<>();
        Map<String, String> names = gates.get();
        page.put("rows", rows.stream().map(row -> DecisionRow.of(row, names)).toList());
        page.put(
                "cursor",
                rows.size() < limit ? "" : Cursor.of(rows.get(rows.size() - 1)).toString());
        page.put("note", String.join("; ", notes));
        return page;
    }

    private List<AuditRow> fromStream(String plan, List<String> notes) {
        try {
            AuditStream from = stream.get();
            if (!plan.isEmpty()) {
                return from.ofPlan(plan).stream().map(AuditRow::of).toList();
            }
            List<AuditRow> newest = from.newest(MOST_WAITING);
            if (newest.size() == MOST_WAITING) {
                notes.add("of the records that are not archived yet, the newest " + MOST_WAITING + " were looked at");
            }
            return newest;
        } catch (RedisException e) {
            notes.add("Redis does not answer (" + RedisFault.words(e) + "): what is not archived yet is missing");
            return List.of();
        }
    }

    private List<AuditRow> fromArchive(String plan, AuditQuery query, List<String> notes) {
        try {
            Optional<Archive> open = archive.get();
            if (open.isEmpty()) {
                return List.of();
            }
            return plan.isEmpty()
                    ? open.get().search(query)
                    : open.get().ofPlan(plan).stream().map(AuditRow::of).toList();
        } catch (ArchiveException e) {
            notes.add("only what is still in Redis is shown: " + e.getMessage());
            return List.of();
        }
    }

    private static AuditQuery query(
            Map<String, String> parameters, RecordKind kind, Optional<Cursor> cursor, int limit) {
        Function<String, String> text =
                name -> parameters.getOrDefault(name, "").strip();
        Optional<Instant> until = Times.of(text.apply("until"), "until");
        return new AuditQuery(
                kind,
                text.apply("symbol").toUpperCase(Locale.ROOT),
                text.apply("reason"),
                text.apply("gate"),
                text.apply("decision"),
                text.apply("rulebook"),
                Times.of(text.apply("since"), "since"),
                Stream.of(until, cursor.map(Cursor::until))
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder()),
                limit);
    }

    private static int limit(String text) {
        if (text.isEmpty()) {
            return USUAL;
        }
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw new IllegalArgumentException("limit: give a whole number from 1 to " + MOST);
        }
        return Integer.parseInt(text);
    }

    /** The archive has looked already; the stream has not. */
    private static boolean isAsked(AuditRow row, AuditQuery query) {
        return isAsked(query.symbol(), row.kind().symbol())
                && isAsked(query.reason(), row.kind().reason())
                && isAsked(query.gate(), row.kind().gate())
                && isAsked(query.decision().toUpperCase(Locale.ROOT), row.kind().outcome())
                && (query.rulebook().isEmpty()
                        || row.kind().version().equals(query.rulebook())
                        || row.kind().digest().startsWith(query.rulebook()))
                && query.since().filter(row.at()::isBefore).isEmpty()
                && query.until().filter(until -> !row.at().isBefore(until)).isEmpty();
    }

    private static boolean isAsked(String wanted, String has) {
        return wanted.isEmpty() || wanted.equals(has);
    }
}
