package io.quantum.governor.engine.decide.disarm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import java.time.Instant;
import java.util.List;

/** The events of a disarm (contract 2), as names and values in turn. */
final class DisarmEvents {
    static final String ACTION = "APPLY_MODE=dry_run + restart";

    private DisarmEvents() {}

    static List<String> done(DisarmRequest request, Instant now) {
        return List.of(
                "event", "AUTO_DISARM",
                "timestamp", seconds(now),
                "reason", request.reason(),
                "context", context(request),
                "action_taken", ACTION);
    }

    static List<String> failed(DisarmRequest request, String why, String governor, Instant now) {
        return List.of(
                "event",
                "AUTO_DISARM_FAILED",
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
