package io.quantum.governor.engine.serve.release;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was done to a release, by whom, when and why.
 *
 * @param fields of the entry in the streams
 */
record ReleaseEvent(Map<String, String> fields) {
    static final String PUBLISHED = "RULEBOOK_PUBLISHED";
    static final String APPROVED = "RULEBOOK_APPROVED";
    static final String ACTIVATED = "RULEBOOK_ACTIVATED";
    static final String ROLLED_BACK = "RULEBOOK_ROLLED_BACK";

    static ReleaseEvent of(String event, Instant at, Release release, TrustedKey by, String user, String reason) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event", event);
        fields.put("timestamp", Long.toString(at.getEpochSecond()));
        fields.put("version", release.manifest().version());
        fields.put("digest", release.digest());
        fields.put("key", by.id());
        fields.put("name", by.name());
        fields.put("user", user);
        fields.put("reason", reason);
        return new ReleaseEvent(fields);
    }

    ReleaseEvent and(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new ReleaseEvent(more);
    }
}
