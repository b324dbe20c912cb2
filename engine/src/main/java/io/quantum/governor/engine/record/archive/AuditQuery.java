package io.quantum.governor.engine.record.archive;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is searched for; an empty text is anything.
 *
 * @param symbol the plan's symbol
 * @param reason the reason code of a block
 * @param gate the number of the gate that blocked
 * @param decision {@code PERMIT}, {@code BLOCK}, {@code SKIP}, {@code DUPLICATE}, {@code DEAD_LETTER} or {@code RULEBOOK},
 *     in any case; empty for all decisions and no rulebooks
 * @param rulebook a rulebook's version, or its digest or the beginning of it
 * @param since when the oldest was decided
 * @param until before which the newest was decided
 * @param limit how many at most
 */
public record AuditQuery(
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

    public AuditQuery {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("the limit must be 1 to " + MOST + "; export has none");
        }
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
