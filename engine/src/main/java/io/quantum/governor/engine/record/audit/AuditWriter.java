package io.quantum.governor.engine.record.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.evaluate.FiredRule;
import io.quantum.governor.engine.rules.rulebook.limits.LimitRow;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Gates;
import io.quantum.governor.facts.Phase;
import io.quantum.governor.loaders.redis.LoadedPlan;
import io.quantum.governor.loaders.redis.PlanEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes audit records as JSON. Facts and conclusions are numbered lists, and each fired rule names what it matched by
 * {@code f} or {@code c} and the number. One record at a time.
 */
public final class AuditWriter {
    /** The form of records; {@link RecordReader} reads this one and those before. */
    static final int SCHEMA = 3;

    private static final int USUAL_BYTES = 16 * 1024;
    private static final double MICROS_IN_NANOS = 1e3;

    /** Under which name facts and conclusions stand in a record. */
    private static final ClassValue<SerializedString> KINDS = new ClassValue<>() {
        @Override
        protected SerializedString computeValue(Class<?> kind) {
            return new SerializedString(
                    Fact.class.isAssignableFrom(kind)
                            ? Fact.nameOf(kind.asSubclass(Fact.class))
                            : kind.getSimpleName());
        }
    };

    private final SerializedString rules;
    private final ByteArrayBuilder buffer = new ByteArrayBuilder(USUAL_BYTES);

    public AuditWriter(RulesInForce rules) {
        this.rules = new SerializedString(rules.json());
    }

    /** The body of a record; it may fail only for want of memory. */
    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /**
     * A record of a plan that the rules decided.
     *
     * @param plan with its facts
     * @param evaluation what the rules made of them
     * @param evaluationNanos how long that took
     */
    public byte[] decided(LoadedPlan plan, Evaluation evaluation, long evaluationNanos) {
        var verdict = evaluation.verdict();
        return record(plan.entry(), plan.now(), verdict.decision(), verdict.reason(), json -> {
            json.writeStringField("gate", verdict.gate());
            json.writeNumberField("evaluation_us", evaluationNanos / MICROS_IN_NANOS);
            limits(json, evaluation.limits());
            List<Object> conclusions = shown(evaluation.conclusions());
            numbered(json, "facts", plan.facts());
            numbered(json, "conclusions", conclusions);
            gates(json, evaluation.gates());
            fired(json, evaluation.fired(), plan.facts(), conclusions);
        });
    }

    /**
     * A record of an entry that never came before the rules.
     *
     * @param outcome {@code BLOCK}, {@code SKIP}, {@code DUPLICATE} or {@code DEAD_LETTER}
     * @param reason the reason code of a block, else empty
     * @param detail what is wrong with the entry
     */
    public byte[] undecided(PlanEntry entry, Instant at, String outcome, String reason, String detail) {
        return undecided(entry, at, outcome, reason, detail, List.of());
    }

    /** As {@link #undecided(PlanEntry, Instant, String, String, String)}, with facts on which the rules failed. */
    public byte[] undecided(
            PlanEntry entry, Instant at, String outcome, String reason, String detail, List<Fact> facts) {
        return record(entry, at, outcome, reason, json -> {
            json.writeStringField("detail", detail);
            numbered(json, "facts", facts);
        });
    }

    private byte[] record(PlanEntry entry, Instant at, String outcome, String reason, Body body) {
        buffer.reset();
        try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(buffer)) {
            json.writeStartObject();
            json.writeNumberField("schema", SCHEMA);
            json.writeStringField("stream_id", entry.streamId());
            json.writeStringField("at", at.toString());
            json.writeStringField("outcome", outcome);
            json.writeStringField("reason", reason);
            json.writeObjectFieldStart("plan");
            for (Map.Entry<String, String> field : entry.fields().entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
            body.write(json);
            json.writeFieldName("rulebook");
            json.writeRawValue(rules);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory failed", e);
        }
        return buffer.toByteArray();
    }

    /** The rulebook's thresholds stand in every record; these are in force for this plan in place of them. */
    private static void limits(JsonGenerator json, List<LimitRow> limits) throws IOException {
        if (limits.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("limits");
        for (LimitRow row : limits) {
            json.writeStartObject();
            json.writeStringField("threshold", row.threshold());
            json.writePOJOField("value", row.value());
            json.writeStringField("row", row.scope().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The gates stand in a list of their own, and a phase is no conclusion about the plan. */
    private static List<Object> shown(List<Object> conclusions) {
        List<Object> shown = new ArrayList<>(conclusions.size());
        for (Object conclusion : conclusions) {
            if (!(conclusion instanceof Gates || conclusion instanceof GateResult || conclusion instanceof Phase)) {
                shown.add(conclusion);
            }
        }
        return shown;
    }

    private static void numbered(JsonGenerator json, String name, List<?> objects) throws IOException {
        SerializerProvider records = Json.MAPPER.getSerializerProviderInstance();
        json.writeArrayFieldStart(name);
        for (Object object : objects) {
            json.writeStartObject();
            json.writeFieldName(KINDS.get(object.getClass()));
            records.defaultSerializeValue(object, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void gates(JsonGenerator json, List<GateResult> gates) throws IOException {
        json.writeArrayFieldStart("gates");
        for (GateResult result : gates) {
            json.writeStartObject();
            json.writeStringField("gate", result.gate().number());
            json.writeStringField("name", result.gate().name());
            json.writeStringField("enforcement", result.gate().enforcement());
            json.writeStringField("answer", result.answer().answer());
            json.writeStringField("reason", result.answer().reason());
            if (result.answer().measured()) {
                json.writeNumberField("value", result.answer().value());
                json.writeNumberField("limit", result.answer().limit());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void fired(JsonGenerator json, List<FiredRule> fired, List<Fact> facts, List<Object> conclusions)
            throws IOException {
        json.writeArrayFieldStart("fired");
        for (FiredRule rule : fired) {
            json.writeStartObject();
            json.writeStringField("rule", rule.name());
            json.writeArrayFieldStart("matched");
            for (Object object : rule.matched()) {
                json.writeString(reference(object, facts, conclusions));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String reference(Object object, List<Fact> facts, List<Object> conclusions) {
        int fact = indexOf(object, facts);
        if (fact >= 0) {
            return "f" + fact;
        }
        int conclusion = indexOf(object, conclusions);
        return conclusion >= 0 ? "c" + conclusion : object.getClass().getSimpleName();
    }

    @SuppressWarnings("ReferenceEquality") // two facts may be equal and still be two
    private static int indexOf(Object object, List<?> objects) {
        for (int i = 0; i < objects.size(); i++) {
            if (objects.get(i) == object) {
                return i;
            }
        }
        return -1;
    }
}
