package io.quantum.governor.engine.record.archive;

import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.RulebookRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is searched for; an empty text is anything.
 *
 * @param kind which sort of records
 * @param symbol the plan's symbol
 * @param reason the reason code of a block, or the name of a deed
 * @param gate the number of the gate that blocked
 * @param decision {@code PERMIT}, {@code BLOCK}, {@code SKIP}, {@code DUPLICATE}, {@code DEAD_LETTER}, {@code RULEBOOK}
 *     or {@code DEED}, in any case; empty for all of the kind
 * @param rulebook a rulebook's version, or its digest or the beginning of it
 * @param since when the oldest was decided
 * @param until before which the newest was decided
 * @param limit how many at most
 */
public record AuditQuery(
        RecordKind kind,
        String symbol,
        String reason,
        String gate,
        String decision,
        String rulebook,
        Optional<Instant> since,
        Optional<Instant> until,
        int limit) {
    /** A search may take so many into memory. */
    public static final int MOST = 10_000;

    /** A sort of records. */
    public enum RecordKind {
        /** What was decided about plans. */
        DECISION(Kind.OF_DECISIONS),
        /** Decisions that failed: the rules could not decide, or there was nothing that they could judge. */
        ERROR(Kind.OF_ERRORS),
        /** What was done to the governor. */
        DEED("k.outcome = '" + Deed.OUTCOME + "'"),
        /** What decides. */
        RULEBOOK("k.outcome = '" + RulebookRecord.OUTCOME + "'"),
        /** All of these. */
        ALL(Kind.OF_ALL);

        private final String sql;

        RecordKind(String sql) {
            this.sql = sql;
        }
    }

    public AuditQuery {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("the limit must be 1 to " + MOST + "; export has none");
        }
    }

    /** For decisions, unless the decision that is asked for is another sort's. */
    public AuditQuery(
            String symbol,
            String reason,
            String gate,
            String decision,
            String rulebook,
            Optional<Instant> since,
            Optional<Instant> until,
            int limit) {
        this(
                decision.isEmpty() ? RecordKind.DECISION : RecordKind.ALL,
                symbol,
                reason,
                gate,
                decision,
                rulebook,
                since,
                until,
                limit);
    }

    /**
     * For deeds.
     *
     * @param deed its name, in any case; empty for all
     */
    public static AuditQuery deeds(String deed, Optional<Instant> since, Optional<Instant> until, int limit) {
        return new AuditQuery(RecordKind.DEED, "", deed.toUpperCase(Locale.ROOT), "", "", "", since, until, limit);
    }

    /** Of the kind {@code k}: that it is of the sort that is asked for. */
    String ofKind() {
        return kind.sql;
    }

    /** The columns of kinds that are asked for, with their values. */
    Map<String, String> wanted() {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("symbol", symbol);
        wanted.put("reason", reason);
        wanted.put("gate", gate);
        wanted.put("outcome", decision.toUpperCase(Locale.ROOT));
        wanted.values().removeIf(String::isEmpty);
        return wanted;
    }
}
