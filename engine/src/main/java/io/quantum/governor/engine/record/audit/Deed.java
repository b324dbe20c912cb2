package io.quantum.governor.engine.record.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An audit record of something that was done to the governor, and not decided by it: a kill switch turned, a release
 * activated, a mode changed.
 *
 * @param at when
 * @param deed what was done, such as {@link #KILL_SWITCH_ON}
 * @param who did it, or that it is unknown who did
 * @param from where it was done or noticed
 * @param why as the one who did it says; empty when nobody was asked
 * @param before how things stood before; empty when that is unknown, or nothing stood any way
 * @param after how they stand now
 * @param version of the rulebook that it concerns; empty when it concerns none
 * @param digest of that rulebook
 * @param more what else belongs to it, by name
 */
public record Deed(
        Instant at,
        String deed,
        String who,
        String from,
        String why,
        String before,
        String after,
        String version,
        String digest,
        Map<String, String> more) {
    /** What stands for the outcome of a decision. */
    public static final String OUTCOME = "DEED";

    /** A kill switch was turned on where none was. */
    public static final String KILL_SWITCH_ON = "KILL_SWITCH_ON";
    /** The last kill switch was turned off. */
    public static final String KILL_SWITCH_OFF = "KILL_SWITCH_OFF";
    /** Another one of the kill switches is on than before. */
    public static final String KILL_SWITCH_CHANGED = "KILL_SWITCH_CHANGED";
    /** The file that sets the apply mode sets another one. */
    public static final String APPLY_MODE_CHANGED = "APPLY_MODE_CHANGED";
    /** The environment of a daemon sets thresholds, or other ones than before. */
    public static final String THRESHOLDS_OVERRIDDEN = "THRESHOLDS_OVERRIDDEN";

    private static final int LONGEST = 2000;

    public Deed {
        who = bounded(who);
        from = bounded(from);
        why = bounded(why);
        before = bounded(before);
        after = bounded(after);
        Map<String, String> each = new LinkedHashMap<>();
        more.forEach((name, value) -> each.put(name, bounded(value)));
        more = Collections.unmodifiableMap(each);
    }

    /** Something that was done, of which nothing else is known yet. */
    public static Deed of(String deed, Instant at, String who, String from) {
        return new Deed(at, deed, who, from, "", "", "", "", "", Map.of());
    }

    /** The same, with why it was done. */
    public Deed because(String reason) {
        return new Deed(at, deed, who, from, reason, before, after, version, digest, more);
    }

    /** The same, with how things stood before and stand now. */
    public Deed changing(String was, String is) {
        return new Deed(at, deed, who, from, why, was, is, version, digest, more);
    }

    /** The same, with the rulebook that it concerns. */
    public Deed on(String rulebookVersion, String rulebookDigest) {
        return new Deed(at, deed, who, from, why, before, after, rulebookVersion, rulebookDigest, more);
    }

    /** The same, with more of what belongs to it. */
    public Deed and(Map<String, String> others) {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.putAll(others);
        return new Deed(at, deed, who, from, why, before, after, version, digest, all);
    }

    /** A text of which nobody knows how long it is, cut where it is too long for a record. */
    public static String bounded(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        String cut = "... (" + text.length() + " characters, cut)";
        int end = LONGEST - cut.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + cut;
    }

    /** Its record. */
    public byte[] json() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("schema", RecordReader.WHOLE);
        record.put("at", at.toString());
        record.put("outcome", OUTCOME);
        // the column of reasons: an earlier governor that archives it beside this one fills it alike
        record.put("reason", deed);
        record.put("deed", deed);
        record.put("who", who);
        record.put("from", from);
        record.put("why", why);
        record.put("before", before);
        record.put("after", after);
        record.put("more", more);
        if (!version.isEmpty() || !digest.isEmpty()) {
            Map<String, String> rulebook = new LinkedHashMap<>();
            rulebook.put("version", version);
            rulebook.put("digest", digest);
            record.put("rulebook", rulebook);
        }
        return Json.bytes(record);
    }

    /** Whether this is a deed's record. */
    public static boolean isDeed(byte[] json) {
        try {
            return RecordReader.parse(json).path("outcome").asText().equals(OUTCOME);
        } catch (RecordException e) {
            return false;
        }
    }

    /**
     * Reads a record back.
     *
     * @throws RecordException when it is none, or of a schema that is newer than this program
     */
    public static Deed read(byte[] json) {
        JsonNode record = RecordReader.tree(json);
        if (!record.path("outcome").asText().equals(OUTCOME)) {
            throw new RecordException("no record of a deed");
        }
        return new Deed(
                RecordReader.time(record.path("at").asText()),
                record.path("deed").asText(),
                record.path("who").asText(),
                record.path("from").asText(),
                record.path("why").asText(),
                record.path("before").asText(),
                record.path("after").asText(),
                record.path("rulebook").path("version").asText(),
                record.path("rulebook").path("digest").asText(),
                RecordReader.texts(record.path("more")));
    }
}
