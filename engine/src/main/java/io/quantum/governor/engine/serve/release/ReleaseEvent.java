package io.quantum.governor.engine.serve.release;

import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.serve.act.Operator;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was done to a release, by whom, when and why.
 *
 * @param fields of the entry in the streams
 * @param deed the same for the record
 */
record ReleaseEvent(Map<String, String> fields, Deed deed) {
    static final String PUBLISHED = "RULEBOOK_PUBLISHED";
    static final String APPROVED = "RULEBOOK_APPROVED";
    static final String ACTIVATED = "RULEBOOK_ACTIVATED";
    static final String ROLLED_BACK = "RULEBOOK_ROLLED_BACK";

    static ReleaseEvent of(String event, Instant at, Release release, TrustedKey by, Operator operator) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event", event);
        fields.put("timestamp", Long.toString(at.getEpochSecond()));
        fields.put("version", release.manifest().version());
        fields.put("digest", release.digest());
        fields.put("key", by.id());
        fields.put("name", by.name());
        fields.put("user", operator.name());
        fields.put("reason", Deed.bounded(operator.reason()));
        Deed deed = Deed.of(event, at, by.name(), operator.from())
                .because(operator.reason())
                .on(release.manifest().version(), release.digest())
                .and(Map.of("key", by.id(), "user", operator.name()));
        return new ReleaseEvent(fields, deed);
    }

    ReleaseEvent and(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new ReleaseEvent(more, deed.and(Map.of(name, value)));
    }

    /** The same, with how things stood before and stand now, for the record. */
    ReleaseEvent changing(String before, String after) {
        return new ReleaseEvent(fields, deed.changing(before, after));
    }
}
