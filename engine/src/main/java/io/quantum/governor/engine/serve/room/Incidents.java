package io.quantum.governor.engine.serve.room;

import io.lettuce.core.RedisException;
import io.quantum.governor.engine.decide.disarm.Disarmer;
import io.quantum.governor.engine.decide.disarm.Disarms;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.record.archive.ArchivedRecord;
import io.quantum.governor.engine.record.archive.AuditQuery;
import io.quantum.governor.engine.record.archive.AuditRow;
import io.quantum.governor.engine.record.archive.AuditStream;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.RecordException;
import io.quantum.governor.engine.serve.act.ModeDesk;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import io.quantum.governor.loaders.redis.KillSwitches;
import io.quantum.governor.loaders.redis.RedisFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** {@code GET /api/incidents}: what is stopped, by whom and why, and what was done to the governor, newest first. */
final class Incidents {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int MOST = 200;
    private static final String UNKNOWN = "unknown";
    private static final Set<String> MODES =
            Set.of(ModeDesk.DISARMED, ModeDesk.REARMED, Deed.APPLY_MODE_CHANGED, Disarms.EVENT);
    private static final Set<String> STOPS = Set.of(Deed.KILL_SWITCH_ON, Deed.KILL_SWITCH_CHANGED);

    private final Supplier<Map<String, Object>> overview;
    private final Supplier<AuditStream> stream;
    private final Supplier<Optional<Archive>> archive;

    /**
     * @param overview how things stand
     * @param stream reads the audit stream; fails while Redis can't be reached
     * @param archive empty when records stay in Redis
     */
    Incidents(
            Supplier<Map<String, Object>> overview, Supplier<AuditStream> stream, Supplier<Optional<Archive>> archive) {
        this.overview = overview;
        this.stream = stream;
        this.archive = archive;
    }

    Route route() {
        return new Route("GET", "/api/incidents", this::answer);
    }

    private Answer answer(Map<String, String> query) {
        try {
            Optional<Cursor> cursor = Cursor.of(query.getOrDefault("cursor", ""));
            Optional<Instant> until =
                    cursor.isPresent() ? cursor.map(Cursor::until) : Times.of(query.getOrDefault("until", ""), "until");
            return new Answer(OK, page(Times.of(query.getOrDefault("since", ""), "since"), until, cursor));
        } catch (IllegalArgumentException e) {
            return Answer.error(BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Object> page(Optional<Instant> since, Optional<Instant> until, Optional<Cursor> cursor) {
        List<String> notes = new ArrayList<>();
        Map<String, Deed> found = new HashMap<>();
        fromStream(found, notes);
        fromArchive(found, AuditQuery.deeds("", since, until, MOST + Cursor.TIES), notes);
        List<Map.Entry<String, Deed>> deeds = found.entrySet().stream()
                .sorted(Comparator.comparing(Incidents::place, Cursor.NEWEST_FIRST))
                .filter(deed -> since.filter(deed.getValue().at()::isBefore).isEmpty())
                .filter(deed ->
                        until.filter(end -> !deed.getValue().at().isBefore(end)).isEmpty())
                .filter(deed -> cursor.isEmpty() || cursor.get().isBefore(place(deed)))
                .limit(MOST)
                .toList();
        Map<String, Object> page = new LinkedHashMap<>();
        if (until.isEmpty()) {
            page.put("inForce", inForce(overview.get(), List.copyOf(found.values())));
        }
        page.put(
                "deeds",
                deeds.stream().map(deed -> row(deed.getKey(), deed.getValue())).toList());
        page.put(
                "cursor",
                deeds.size() < MOST ? "" : place(deeds.get(deeds.size() - 1)).toString());
        page.put("note", String.join("; ", notes));
        return page;
    }

    private static Cursor place(Map.Entry<String, Deed> deed) {
        return new Cursor(deed.getValue().at(), deed.getKey());
    }

    private void fromStream(Map<String, Deed> found, List<String> notes) {
        try {
            for (ArchivedRecord record : stream.get().deeds()) {
                put(found, record.auditId(), () -> Deed.read(record.json()), notes);
            }
        } catch (RedisException e) {
            notes.add("Redis does not answer (" + RedisFault.words(e) + "): what is not archived yet is missing");
        }
    }

    private void fromArchive(Map<String, Deed> found, AuditQuery query, List<String> notes) {
        try {
            archive.get().ifPresent(open -> {
                for (AuditRow row : open.search(query)) {
                    put(found, row.auditId(), () -> open.deed(row), notes);
                }
            });
        } catch (ArchiveException e) {
            notes.add("only what is still in Redis is shown: " + e.getMessage());
        }
    }

    private static void put(Map<String, Deed> found, String id, Supplier<Deed> deed, List<String> notes) {
        try {
            found.put(id, deed.get());
        } catch (RecordException e) {
            notes.add("record " + id + " can't be read: " + e.getMessage());
        }
    }

    private static Map<String, Object> row(String id, Deed deed) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("at", deed.at().toString());
        row.put("kind", deed.deed());
        row.put("who", deed.who());
        row.put("from", deed.from());
        row.put("why", deed.why());
        row.put("before", deed.before());
        row.put("after", deed.after());
        row.put("version", deed.version());
        row.put("digest", deed.digest());
        return row;
    }

    private static List<Map<String, Object>> inForce(Map<String, Object> now, List<Deed> deeds) {
        List<Map<String, Object>> locks = new ArrayList<>();
        if (now.get("kill") instanceof Map<?, ?> kill) {
            kill.forEach((key, state) -> {
                if (!KillSwitches.OFF.equals(state) && !String.valueOf(state).startsWith(UNKNOWN)) {
                    locks.add(lock(
                            "kill",
                            String.valueOf(key),
                            String.valueOf(state),
                            newest(deeds, STOPS, deed -> turnedOn(deed, String.valueOf(key))),
                            "",
                            List.of("kill-off")));
                }
            });
        }
        String mode = String.valueOf(now.get("mode"));
        boolean executes = !mode.equals(Disarmer.DRY_RUN);
        locks.add(lock(
                "mode",
                String.valueOf(now.get("modeFrom")),
                mode,
                // whoever has put it into another mode than this one did not do it last
                newest(deeds, MODES, deed -> true).filter(deed -> deed.after().equals(mode)),
                "",
                executes ? List.of() : List.of("rearm-testnet", "rearm-production")));
        if (now.get("refused") instanceof Map<?, ?> refused) {
            locks.add(lock(
                    "rulebook",
                    String.valueOf(refused.get("refused")),
                    "refused",
                    Optional.empty(),
                    String.valueOf(refused.get("why")),
                    List.of()));
        }
        // an observer has none
        Object canaries = now.get("canaries");
        if (canaries != null && !canaries.equals("well")) {
            locks.add(lock("canary", "", "failing", Optional.empty(), canaries.toString(), List.of()));
        }
        return locks;
    }

    private static Optional<Deed> newest(List<Deed> deeds, Set<String> names, Predicate<Deed> wanted) {
        return deeds.stream()
                .filter(deed -> names.contains(deed.deed()) && wanted.test(deed))
                .max(Comparator.comparing(Deed::at));
    }

    /** Whether this switch was on behind the deed, and not before it; another one may have been on already. */
    private static boolean turnedOn(Deed deed, String key) {
        return KillSwitches.isNamed(deed.after(), key) && !KillSwitches.isNamed(deed.before(), key);
    }

    private static Map<String, Object> lock(
            String kind, String key, String state, Optional<Deed> deed, String why, List<String> actions) {
        Map<String, Object> lock = new LinkedHashMap<>();
        lock.put("kind", kind);
        lock.put("key", key);
        lock.put("state", state);
        lock.put("since", deed.map(d -> d.at().toString()).orElse(""));
        lock.put("by", deed.map(Deed::who).orElse(""));
        lock.put("why", why.isEmpty() ? deed.map(Deed::why).orElse("") : why);
        lock.put("actions", actions);
        return lock;
    }
}
