package io.quantum.governor.engine.record.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedGate;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedLimit;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRule;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRulebook;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Plan;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@link AuditWriter} wrote, of this version's schema or an older one. Safe for use by many threads. */
public final class RecordReader {
    /** What a record does not say is never taken for zero. */
    private static final ObjectMapper FACTS = Json.MAPPER
            .copy()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

    /** What facts say since some version, by their kinds; in records before it that held of every plan. */
    private static final Map<String, Map<String, String>> ADDED =
            Map.of(Fact.nameOf(Plan.class), Map.of("strategy", Plan.DEFAULT, "account", Plan.DEFAULT));

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

    /** Any record of a schema that this program knows. */
    static JsonNode tree(byte[] json) {
        try {
            return known(Json.MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new RecordException("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new RecordException("not readable: " + e.getMessage());
        }
    }

    private static JsonNode known(JsonNode record) {
        check(record.path("schema").asInt());
        return record;
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

    /** Refuses a schema that this program can't read. */
    static void check(int schema) {
        if (schema < 1 || schema > AuditWriter.SCHEMA) {
            throw new RecordException(
                    schema < 1
                            ? "no audit record: it says no schema"
                            : "its schema " + schema + " is newer than this governor's " + AuditWriter.SCHEMA
                                    + "; use a newer governor");
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

    private static List<Fact> facts(JsonNode facts) {
        return list(facts, said -> {
            Map.Entry<String, JsonNode> only = said.properties().stream()
                    .findFirst()
                    .orElseThrow(() -> new RecordException("a fact without a kind"));
            return fact(only.getKey(), only.getValue());
        });
    }

    /** A fact by the name of its kind, which must be one that this governor knows. */
    private static Fact fact(String kind, JsonNode said) {
        try {
            ObjectNode whole = Json.MAPPER.createObjectNode();
            added(kind).forEach(whole::put);
            return FACTS.treeToValue(said instanceof ObjectNode object ? whole.setAll(object) : said, kind(kind));
        } catch (JsonProcessingException e) {
            throw unreadable(kind, e);
        }
    }

    /** The components that a fact of this kind may lack in an old record, with what they are then. */
    static Map<String, String> added(String kind) {
        return ADDED.getOrDefault(kind, Map.of());
    }

    /** The kind of fact of a name. */
    static Class<? extends Fact> kind(String name) {
        @Nullable Class<? extends Fact> known = Fact.KINDS.get(name);
        if (known == null) {
            throw new RecordException("its fact '" + name + "' is none that this governor knows");
        }
        return known;
    }

    private static RecordException unreadable(String kind, JsonProcessingException e) {
        return new RecordException("its fact '" + kind + "': "
                + (e instanceof ValueInstantiationException refused
                        ? Optional.ofNullable(refused.getCause())
                                .orElse(refused)
                                .getMessage()
                        : e.getOriginalMessage()));
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
