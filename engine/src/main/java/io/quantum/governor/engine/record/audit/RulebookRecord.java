package io.quantum.governor.engine.record.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An audit record that says which rulebook a daemon put in force, with its texts, so that what it decided can be explained
 * and decided again by the audit alone.
 *
 * @param at when
 * @param governor the daemon
 * @param from where it was read: a directory, or a release and who released it
 * @param rulebook with the thresholds in force
 * @param texts its manifest and rule files, without tests
 */
public record RulebookRecord(Instant at, String governor, String from, RecordedRulebook rulebook, RulebookTexts texts) {
    /** What stands for the outcome of a decision. */
    public static final String OUTCOME = "RULEBOOK";

    /**
     * Writes a record.
     *
     * @param rules what decides
     * @param texts of what it was made; tests are left out
     */
    public static byte[] write(Instant at, String governor, String from, RulesInForce rules, RulebookTexts texts) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("schema", RecordReader.WHOLE);
        record.put("at", at.toString());
        record.put("outcome", OUTCOME);
        record.put("governor", governor);
        record.put("from", from);
        record.put("texts", withoutTests(texts));
        record.put("rulebook", rules.frame().rulebook());
        return Json.bytes(record);
    }

    private static SortedMap<String, String> withoutTests(RulebookTexts texts) {
        SortedMap<String, String> rules = new TreeMap<>(texts.byPath());
        rules.keySet().removeIf(path -> path.startsWith(RulebookTexts.TESTS));
        return rules;
    }

    /**
     * Reads a record back.
     *
     * @throws RecordException when it is none, or of a schema that is newer than this program
     */
    public static RulebookRecord read(byte[] json) {
        JsonNode record = RecordReader.tree(json);
        if (!record.path("outcome").asText().equals(OUTCOME)) {
            throw new RecordException("no record of a rulebook");
        }
        String from = record.path("from").asText();
        return new RulebookRecord(
                RecordReader.time(record.path("at").asText()),
                record.path("governor").asText(),
                from,
                RecordReader.rulebook(record.path("rulebook")),
                new RulebookTexts(from, new TreeMap<>(RecordReader.texts(record.path("texts")))));
    }
}
