package io.quantum.governor.engine.serve.room;

import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.record.archive.AuditQuery;
import io.quantum.governor.engine.record.archive.AuditRow;
import io.quantum.governor.engine.record.archive.Head;
import io.quantum.governor.engine.record.audit.RecordException;
import io.quantum.governor.engine.record.audit.RulebookRecord;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code /api/audit}: what the archive counts, and the end of its chain. */
final class AuditPages {
    private static final int MOST_RULEBOOKS = 100;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;

    private final Supplier<Optional<Archive>> archive;

    /** @param archive empty when records stay in Redis */
    AuditPages(Supplier<Optional<Archive>> archive) {
        this.archive = archive;
    }

    List<Route> routes() {
        return List.of(
                new Route(
                        "GET",
                        "/api/audit/stats",
                        query -> ask(open -> open.stats(
                                Times.of(query.getOrDefault("since", ""), "since"),
                                Times.of(query.getOrDefault("until", ""), "until")))),
                new Route("GET", "/api/audit/head", unused -> ask(open -> told(open.head()))),
                new Route("GET", "/api/audit/rulebooks", unused -> ask(AuditPages::rulebooks)));
    }

    private static Map<String, Object> rulebooks(Archive open) {
        AuditQuery all = new AuditQuery(
                "", "", "", RulebookRecord.OUTCOME, "", Optional.empty(), Optional.empty(), MOST_RULEBOOKS);
        return Map.of(
                "rows",
                open.search(all).stream().map(row -> rulebook(open, row)).toList());
    }

    private static Map<String, Object> rulebook(Archive open, AuditRow row) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("at", row.at().toString());
        told.put("sequence", row.sequence());
        told.put("version", row.kind().version());
        told.put("digest", row.kind().digest());
        try {
            RulebookRecord record =
                    RulebookRecord.read(open.record(row.sequence()).json());
            told.put("governor", record.governor());
            told.put("from", record.from());
            told.put("overrides", record.rulebook().overrides());
        } catch (RecordException e) {
            told.put("from", "the record can't be read: " + e.getMessage());
        }
        return told;
    }

    private static Map<String, Object> told(Head head) {
        return Map.of(
                "archive", head.archive(),
                "sequence", head.sequence(),
                "hash", HexFormat.of().formatHex(head.hash()),
                "anchor", head.text());
    }

    private Answer ask(Function<Archive, Object> question) {
        try {
            return archive.get()
                    .map(open -> new Answer(OK, question.apply(open)))
                    .orElseGet(() -> Answer.error(
                            UNAVAILABLE, "records stay in Redis: GOV_AUDIT_URL is off, so there is no archive to ask"));
        } catch (ArchiveException e) {
            return Answer.error(UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return Answer.error(BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }
}
