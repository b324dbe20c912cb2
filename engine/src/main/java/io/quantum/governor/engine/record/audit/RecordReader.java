package io.quantum.governor.engine.record.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedGate;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedLimit;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRule;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRulebook;
import io.quantum.governor.engine.rules.rulebook.RecordedFact;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads whole records, of this version's schema or an older one; one that names a frame becomes whole by {@link Expansion}.
 * Safe for use by many threads.
 */
public final class RecordReader {
    /** The form of whole records, which name no frame. */
    static final int WHOLE = 3;

    private RecordReader() {}

    /**
     * Reads a record of a decision.
     *
     * @param json one record
     * @throws RecordException when it is none, or of a schema that is newer than this program
     */
    public static RecordedDecision read(byte[] json) {
        return decision(tree(json));
    }

    /** Any whole record of a schema that this program knows. */
    static JsonNode tree(byte[] json) {
        JsonNode record = parse(json);
        check(record.path("schema").asInt(), record.path("frame").asText());
        return record;
    }

    /** Any JSON. */
    static JsonNode parse(byte[] json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new RecordException("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new RecordException("not readable: " + e.getMessage());
        }
    }

    private static RecordedDecision decision(JsonNode record) {
        return new RecordedDecision(
                record.path("stream_id").asText(),
                time(record.path("at").asText()),
                text(record, "outcome"),
                text(record, "reason"),
                record.path("gate").asText(),
                record.path("detail").asText(),
                texts(record.path("plan")),
                number(record.path("evaluation_us")),
                list(
                        record.path("limits"),
                        limit -> new RecordedLimit(
                                text(limit, "threshold"), limit.path("value").asText(), text(limit, "row"))),
                facts(record.path("facts")),
                list(record.path("conclusions"), conclusion -> conclusion),
                list(record.path("gates"), RecordReader::gate),
                list(
                        record.path("fired"),
                        rule -> new RecordedRule(text(rule, "rule"), list(rule.path("matched"), JsonNode::asText))),
                rulebook(record.path("rulebook")));
    }

    /**
     * Refuses a schema that this program can't read.
     *
     * @param frame which frame a record names; empty when it names none
     */
    static void check(int schema, String frame) {
        if (schema < 1) {
            throw new RecordException("no audit record: it says no schema");
        }
        if (schema > AuditWriter.SCHEMA) {
            throw new RecordException("its schema " + schema + " is newer than this governor's " + AuditWriter.SCHEMA
                    + "; use a newer governor");
        }
        if (schema > WHOLE) {
            throw new RecordException(
                    "its frame " + frame + " is not on record, or not as it was; audit verify says more");
        }
    }

    static RecordedRulebook rulebook(JsonNode rulebook) {
        return new RecordedRulebook(
                text(rulebook, "name"),
                text(rulebook, "version"),
                text(rulebook, "digest"),
                texts(rulebook.path("thresholds")),
                list(rulebook.path("overrides"), JsonNode::asText));
    }

    private static RecordedGate gate(JsonNode gate) {
        return new RecordedGate(
                text(gate, "gate"),
                text(gate, "name"),
                text(gate, "enforcement"),
                text(gate, "answer"),
                text(gate, "reason"),
                number(gate.path("value")),
                number(gate.path("limit")));
    }

    private static List<RecordedFact> facts(JsonNode facts) {
        return list(
                facts,
                said -> said.properties().stream()
                        .findFirst()
                        .map(only -> new RecordedFact(only.getKey(), only.getValue()))
                        .orElseThrow(() -> new RecordException("a fact without a kind")));
    }

    private static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        if (!value.isTextual()) {
            throw new RecordException("no '" + field + "'");
        }
        return value.asText();
    }

    static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new RecordException("its 'at' is no time: '" + text + "'");
        }
    }

    private static Optional<Double> number(JsonNode value) {
        return value.isNumber() ? Optional.of(value.asDouble()) : Optional.empty();
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> each) {
        List<T> list = new ArrayList<>(array.size());
        array.forEach(element -> list.add(each.apply(element)));
        return List.copyOf(list);
    }
}
