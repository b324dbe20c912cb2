package io.quantum.governor.engine.serve.act;

import io.quantum.governor.engine.record.audit.Deed;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who does something to the running system, and why.
 *
 * @param name of the person
 * @param from where it is done
 * @param reason in a sentence
 */
public record Operator(String name, String from, String reason) {

    /** What an operator did, for the record; how things stood before and stand now is still to be said. */
    public Deed deed(String deed) {
        return Deed.of(deed, Instant.now(), name, from).because(reason);
    }

    /** The event that tells other programs of what an operator did. */
    public static Map<String, String> event(Deed deed) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event", deed.deed());
        fields.put("timestamp", Long.toString(deed.at().getEpochSecond()));
        fields.put("by", deed.who());
        fields.put("reason", deed.why());
        fields.putAll(deed.more());
        return fields;
    }
}
