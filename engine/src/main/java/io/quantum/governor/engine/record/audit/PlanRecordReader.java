package io.quantum.governor.engine.record.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedGate;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRulebook;
import io.quantum.governor.engine.rules.rulebook.FactBinder;
import io.quantum.governor.engine.rules.rulebook.FactKinds;
import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.facts.DayAfter;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Hint;
import io.quantum.governor.facts.Order;
import io.quantum.governor.facts.Unavailable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads of records what is needed to decide their plans again, and passes over the rest: millions of them, one after the
 * other. What {@link RecordReader} refuses is refused here too, in so far as it is read. Not for use by several threads.
 */
public final class PlanRecordReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();
    /** The conclusions that tell what was permitted. */
    private static final Set<String> TELLING = Set.of("Order", "Hint", "DayAfter");

    private static final RecordedRulebook NONE = new RecordedRulebook("", "", "", Map.of(), List.of());
    private static final byte[] RULEBOOK = "\"rulebook\":".getBytes(UTF_8);

    private final FactKinds kinds;
    private final FactBinder binder;
    private final Map<String, RecordForm> forms = new HashMap<>();
    private final Map<String, FrameForms> byFrame = new HashMap<>();
    private final RecordTime time = new RecordTime();
    private byte[] lastTail = {};
    private @Nullable RecordedRulebook last;

    // of the record at hand
    private byte[] bytes = {};
    private Optional<FrameForms> thin = Optional.empty();
    private String planId = "";
    private String symbol = "";
    private String action = "";
    private @Nullable Instant at;
    private String outcome = "";
    private String reason = "";
    private String gate = "";
    private List<Fact> facts = List.of();
    private List<RecordedGate> gates = List.of();
    private Map<Class<?>, Object> conclusions = Map.of();
    private int schema;
    private String frame = "";
    private @Nullable RecordedRulebook rulebook;

    /** @param kinds those of the rulebook that is to decide again; of others nothing is read */
    public PlanRecordReader(FactKinds kinds) {
        this.kinds = kinds;
        this.binder = new FactBinder(kinds, Part.PLAN);
    }

    /**
     * Reads a record.
     *
     * @param json whole, or as it is stored
     * @param frame that it names; empty when it names none, or none that is there
     * @throws RecordException when it is none, or of a schema that is newer than this program, or its frame is not there
     */
    public RecordedPlan read(byte[] json, Optional<Frame> frame) {
        clear(json, frame.map(f -> byFrame.computeIfAbsent(f.id(), id -> new FrameForms(f))));
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new RecordException("not JSON: no object");
            }
            for (String field = parser.nextFieldName();
                    field != null && !isKnownFromHere(field);
                    field = parser.nextFieldName()) {
                parser.nextToken();
                take(field, parser);
            }
        } catch (JsonProcessingException e) {
            throw new RecordException("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new RecordException("not readable: " + e.getMessage());
        }
        return read();
    }

    /** What is left is the rules that fired, and the rulebook of the frame, or the same one as before. */
    private boolean isKnownFromHere(String field) {
        if (outcome.equals(Deed.OUTCOME)) {
            // no decision: nothing else of it is asked for
            rulebook = NONE;
            return true;
        }
        if (!field.equals("fired") || facts.isEmpty() || gates.isEmpty()) {
            return false;
        }
        if (thin.isPresent()) {
            return true;
        }
        boolean known = lastTail.length > 0
                && bytes.length > lastTail.length
                && Arrays.equals(bytes, bytes.length - lastTail.length, bytes.length, lastTail, 0, lastTail.length);
        if (known) {
            rulebook = last;
        }
        return known;
    }

    private void clear(byte[] json, Optional<FrameForms> forms) {
        bytes = json;
        thin = forms;
        planId = "";
        symbol = "";
        action = "";
        at = null;
        outcome = "";
        reason = "";
        gate = "";
        facts = List.of();
        gates = List.of();
        conclusions = new HashMap<>();
        schema = 0;
        frame = "";
        rulebook = forms.map(FrameForms::rulebook).orElse(null);
    }

    private RecordedPlan read() {
        if (thin.isEmpty()) {
            RecordReader.check(schema, frame);
        }
        RecordedRulebook decided = rulebook;
        Instant when = at;
        if (when == null || outcome.isEmpty() || decided == null) {
            throw new RecordException(
                    "no '" + (when == null ? "at" : outcome.isEmpty() ? "outcome" : "rulebook") + "'");
        }
        FactBinder.Bound bound = facts.isEmpty() ? new FactBinder.Bound(facts, Set.of()) : binder.complete(facts, when);
        return new RecordedPlan(
                planId,
                symbol,
                action,
                when,
                outcome,
                reason,
                gate,
                bound.facts(),
                bound.notRecorded(),
                gates,
                concluded(Order.class),
                concluded(Hint.class),
                concluded(DayAfter.class),
                decided);
    }

    private <T> Optional<T> concluded(Class<T> kind) {
        return Optional.ofNullable(kind.cast(conclusions.get(kind)));
    }

    private void take(String field, JsonParser json) throws IOException {
        switch (field) {
            case "schema" -> schema = json.getIntValue();
            case "frame" -> frame = json.getText();
            case "at" -> at = time.read(json.getText());
            case "outcome" -> outcome = json.getText();
            case "reason" -> reason = json.getText();
            case "gate" -> gate = json.getText();
            case "plan" -> plan(json);
            case "facts" -> facts = facts(json);
            case "conclusions" -> conclusions(json);
            case "gates" -> gates = gates(json);
            case "rulebook" -> {
                if (thin.isPresent()) {
                    json.skipChildren();
                } else {
                    rulebook(json);
                }
            }
            default -> json.skipChildren();
        }
    }

    private void plan(JsonParser json) throws IOException {
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "plan_id" -> planId = json.getText();
                case "symbol" -> symbol = json.getText();
                case "action" -> action = json.getText();
                default -> json.skipChildren();
            }
        }
    }

    private List<Fact> facts(JsonParser json) throws IOException {
        List<Fact> all = new ArrayList<>(20);
        for (Object value : values(json, kind -> kinds.isGiven(Part.PLAN, kind))) {
            Fact fact = (Fact) value;
            if (!(fact instanceof Unavailable gone) || kinds.isGiven(Part.PLAN, gone.fact())) {
                all.add(fact);
            }
        }
        return all;
    }

    /** The facts or conclusions of a list that are wanted; others are passed over. */
    private List<Object> values(JsonParser json, Predicate<String> wanted) throws IOException {
        List<Object> all = new ArrayList<>(20);
        for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
            if (next == JsonToken.START_ARRAY && thin.isPresent()) {
                thinValue(json, thin.get(), wanted, all);
            } else if (next == JsonToken.START_OBJECT) {
                String kind = json.nextFieldName();
                if (kind == null) {
                    throw new RecordException("a fact without a kind");
                }
                value(kind, json, wanted, all);
            } else {
                throw new RecordException("a fact without a kind");
            }
        }
        return all;
    }

    private void thinValue(JsonParser json, FrameForms frame, Predicate<String> wanted, List<Object> all)
            throws IOException {
        if (json.nextToken() == JsonToken.VALUE_STRING) {
            value(json.getText(), json, wanted, all);
            return;
        }
        FrameForms.Kind kind = frame.kind(json.getIntValue());
        if (wanted.test(kind.name())) {
            all.add(kind.read(json, this::form));
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            json.skipChildren();
        }
    }

    /** One that is written out behind its kind; afterwards at its end. */
    private void value(String kind, JsonParser json, Predicate<String> wanted, List<Object> all) throws IOException {
        json.nextToken();
        if (wanted.test(kind)) {
            all.add(form(kind).read(json));
        } else {
            json.skipChildren();
        }
        json.nextToken();
    }

    private RecordForm form(String kind) {
        return forms.computeIfAbsent(kind, name -> new RecordForm(name, kind(name)));
    }

    private Class<?> kind(String name) {
        return switch (name) {
            case "Order" -> Order.class;
            case "Hint" -> Hint.class;
            case "DayAfter" -> DayAfter.class;
            default -> kinds.named(name).orElseThrow();
        };
    }

    /** Those that tell what was permitted. */
    private void conclusions(JsonParser json) throws IOException {
        values(json, TELLING::contains).forEach(value -> conclusions.put(value.getClass(), value));
    }

    private List<RecordedGate> gates(JsonParser json) throws IOException {
        List<RecordedGate> all = new ArrayList<>(16);
        JsonToken begins = thin.isPresent() ? JsonToken.START_ARRAY : JsonToken.START_OBJECT;
        for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
            if (next != begins) {
                throw new RecordException("a gate without a name");
            }
            all.add(thin.isPresent() ? thin.get().gate(json) : gate(json));
        }
        return all;
    }

    private static RecordedGate gate(JsonParser json) throws IOException {
        String number = "";
        String name = "";
        String enforcement = "";
        String answer = "";
        String reason = "";
        Optional<Double> value = Optional.empty();
        Optional<Double> limit = Optional.empty();
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            json.nextToken();
            switch (field) {
                case "gate" -> number = json.getText();
                case "name" -> name = json.getText();
                case "enforcement" -> enforcement = json.getText();
                case "answer" -> answer = json.getText();
                case "reason" -> reason = json.getText();
                case "value" -> value = Optional.of(json.getDoubleValue());
                case "limit" -> limit = Optional.of(json.getDoubleValue());
                default -> json.skipChildren();
            }
        }
        return new RecordedGate(number, name, enforcement, answer, reason, value, limit);
    }

    /** Every record of a daemon ends with the same, which is kept. */
    private void rulebook(JsonParser json) throws IOException {
        int begin = (int) json.currentTokenLocation().getByteOffset() - RULEBOOK.length;
        last = RecordReader.rulebook(Json.MAPPER.readTree(json));
        rulebook = last;
        boolean isLast =
                begin > 0 && Arrays.equals(bytes, begin, begin + RULEBOOK.length, RULEBOOK, 0, RULEBOOK.length);
        lastTail = isLast ? Arrays.copyOfRange(bytes, begin, bytes.length) : new byte[0];
    }
}
