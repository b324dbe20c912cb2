package io.quantum.governor.engine.record.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.evaluate.Evaluation;
import io.quantum.governor.engine.rules.evaluate.FiredRule;
import io.quantum.governor.engine.rules.rulebook.limits.LimitRow;
import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Gate;
import io.quantum.governor.facts.GateResult;
import io.quantum.governor.facts.Gates;
import io.quantum.governor.facts.Phase;
import io.quantum.governor.loaders.redis.LoadedPlan;
import io.quantum.governor.loaders.redis.PlanEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Writes audit records as JSON: what is a plan's own, and places in the lists of a {@link Frame} for what is not. What is not
 * in the frame is written out. One record at a time.
 *
 * <p>A fact or conclusion is the list of its kind and its values. A gate's answer is the list of its gate, how it was asked
 * and answered as two letters, its reason if it has one, and value and limit if it measured. A rule that fired is the list of
 * the rule and what it matched: facts by 0 1 2, conclusions by -1 -2 -3, else a name.
 */
public final class AuditWriter {
    /** The form of records; {@link RecordReader} reads this one and those before. */
    static final int SCHEMA = 4;

    private static final int USUAL_BYTES = 4 * 1024;
    private static final double MICROS_IN_NANOS = 1e3;

    private final SerializedString frame;
    private final SerializedString rulebook;
    private final Map<String, Integer> rules;
    private final Map<String, Integer> gates;
    private final Map<String, Integer> limits;
    private final Map<String, Integer> kinds;
    private final Map<Class<?>, ValueWriter> values = new HashMap<>();
    private final ByteArrayBuilder buffer = new ByteArrayBuilder(USUAL_BYTES);
    private final Map<Gate, String> gateNames = new HashMap<>();
    private final Map<Class<?>, String> classNames = new HashMap<>();
    /** How a gate was asked and what it answered: {@code eP} for a pass that was enforced. */
    private final char[] letters = new char[2];

    private Instant lastAt = Instant.EPOCH;
    private SerializedString lastAtText = new SerializedString(lastAt.toString());

    /** @param frame of the rules whose decisions are to be recorded */
    public AuditWriter(Frame frame) {
        this.frame = new SerializedString(frame.id());
        this.rulebook = new SerializedString(new String(
                Json.bytes(Map.of(
                        "version", frame.rulebook().path("version"),
                        "digest", frame.rulebook().path("digest"))),
                UTF_8));
        this.rules = places(frame.rules(), JsonNode::asText);
        this.gates = places(
                frame.gates(),
                gate -> gate.path("gate").asText() + ' ' + gate.path("name").asText());
        this.limits = places(
                frame.limits(),
                row -> row.path("threshold").asText() + ' ' + row.path("row").asText());
        this.kinds = places(frame.kinds(), kind -> kind.path(0).asText());
    }

    private static Map<String, Integer> places(JsonNode list, Function<JsonNode, String> name) {
        Map<String, Integer> places = new HashMap<>();
        list.forEach(entry -> places.put(name.apply(entry), places.size()));
        return places;
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
            values(json, "facts", plan.facts());
            values(json, "conclusions", conclusions);
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
            values(json, "facts", facts);
        });
    }

    private byte[] record(PlanEntry entry, Instant at, String outcome, String reason, Json.Body body) {
        return Json.object(buffer, json -> {
            json.writeNumberField("schema", SCHEMA);
            json.writeFieldName("frame");
            json.writeString(frame);
            json.writeStringField("stream_id", entry.streamId());
            json.writeFieldName("at");
            json.writeString(text(at));
            json.writeStringField("outcome", outcome);
            json.writeStringField("reason", reason);
            json.writeObjectFieldStart("plan");
            for (Map.Entry<String, String> field : entry.fields().entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
            body.write(json);
            json.writeFieldName("rulebook");
            json.writeRawValue(rulebook);
        });
    }

    /** Plans that were loaded together are judged as of one moment. */
    private SerializedString text(Instant at) {
        if (!at.equals(lastAt)) {
            lastAt = at;
            lastAtText = new SerializedString(at.toString());
        }
        return lastAtText;
    }

    private void limits(JsonGenerator json, List<LimitRow> rows) throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("limits");
        for (LimitRow row : rows) {
            json.writeNumber(Objects.requireNonNull(limits.get(row.threshold() + ' ' + row.scope())));
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

    private void values(JsonGenerator json, String name, List<?> objects) throws IOException {
        json.writeArrayFieldStart(name);
        for (Object object : objects) {
            json.writeStartArray();
            values.computeIfAbsent(object.getClass(), this::writer).write(object, json);
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private ValueWriter writer(Class<?> type) {
        String name = Frame.nameOf(type);
        return new ValueWriter(type, name, kinds.get(name));
    }

    private void gates(JsonGenerator json, List<GateResult> results) throws IOException {
        json.writeArrayFieldStart("gates");
        for (GateResult result : results) {
            Answer answer = result.answer();
            json.writeStartArray();
            place(json, gates, gateNames.computeIfAbsent(result.gate(), AuditWriter::name));
            letters[0] = result.gate().enforcement().charAt(0);
            letters[1] = answer.answer().charAt(0);
            json.writeString(letters, 0, letters.length);
            if (!answer.reason().isEmpty()) {
                json.writeString(answer.reason());
            }
            if (answer.measured()) {
                json.writeNumber(answer.value());
                json.writeNumber(answer.limit());
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static String name(Gate gate) {
        return gate.number() + ' ' + gate.name();
    }

    private void fired(JsonGenerator json, List<FiredRule> fired, List<Fact> facts, List<Object> conclusions)
            throws IOException {
        json.writeArrayFieldStart("fired");
        for (FiredRule rule : fired) {
            json.writeStartArray();
            place(json, rules, rule.name());
            for (Object object : rule.matched()) {
                reference(json, object, facts, conclusions);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private static void place(JsonGenerator json, Map<String, Integer> places, String name) throws IOException {
        Integer place = places.get(name);
        if (place == null) {
            json.writeString(name);
        } else {
            json.writeNumber(place);
        }
    }

    private void reference(JsonGenerator json, Object object, List<Fact> facts, List<Object> conclusions)
            throws IOException {
        int fact = indexOf(object, facts);
        int conclusion = fact >= 0 ? -1 : indexOf(object, conclusions);
        if (fact >= 0) {
            json.writeNumber(fact);
        } else if (conclusion >= 0) {
            json.writeNumber(-1 - conclusion);
        } else {
            json.writeString(classNames.computeIfAbsent(object.getClass(), Class::getSimpleName));
        }
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
