package io.quantum.governor.engine.decide.disarm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.audit.Deed;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The events of a disarm (contract 2), as names and values in turn. */
final class DisarmEvents {
    static final String ACTION = "APPLY_MODE=dry_run + restart";

    private static final String DONE = Disarms.EVENT;
    private static final String FAILED = "AUTO_DISARM_FAILED";

    private DisarmEvents() {}

    static List<String> done(DisarmRequest request, Instant now) {
        return List.of(
                "event", DONE,
                "timestamp", seconds(now),
                "reason", request.reason(),
                "context", context(request),
                "action_taken", ACTION);
    }

    /** What goes on record of one that was carried out, or has failed. */
    static Deed deed(DisarmRequest request, String why, String governor, Instant now) {
        Deed deed = Deed.of(why.isEmpty() ? DONE : FAILED, now, governor, "the rules")
                .because(request.reason() + " " + context(request));
        return why.isEmpty() ? deed : deed.and(Map.of("why", why));
    }

    static List<String> failed(DisarmRequest request, String why, String governor, Instant now) {
        return List.of(
                "event",
                FAILED,
                "timestamp",
                seconds(now),
                "reason",
                request.reason(),
                "context",
                context(request),
                "why",
                why,
                "governor",
                governor);
    }

    private static String context(DisarmRequest request) {
        return new String(Json.bytes(request.context()), UTF_8);
    }

    private static String seconds(Instant at) {
        return Long.toString(at.getEpochSecond());
    }
}
