package io.quantum.governor.engine.record.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.base.json.Json;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Makes whole records of those that name a frame: what {@link AuditWriter} has left out is written in. */
public final class Expansion {
    private static final byte[] BEGINNING = ("{\"schema\":" + AuditWriter.SCHEMA + ",\"frame\":\"").getBytes(UTF_8);

    private final Frame frame;
    private final JsonParser from;
    private final JsonGenerator to;

    private Expansion(Frame frame, JsonParser from, JsonGenerator to) {
        this.frame = frame;
        this.from = from;
        this.to = to;
    }

    /** The id of the frame that a record names; empty when it names none. */
    public static Optional<String> frameOf(byte[] json) {
        if (!startsWithBeginning(json)) {
            return Optional.empty();
        }
        int end = BEGINNING.length;
        while (end < json.length && json[end] != '"') {
            end++;
        }
        return Optional.of(new String(json, BEGINNING.length, end - BEGINNING.length, UTF_8));
    }

    private static boolean startsWithBeginning(byte[] json) {
        return json.length > BEGINNING.length
                && Arrays.equals(json, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length);
    }

    /**
     * The whole record.
     *
     * @param json a record that names the frame
     * @return the same bytes when the frame does not fit: no reader understands them then, and says so
     */
    public static byte[] whole(byte[] json, Frame frame) {
        ByteArrayBuilder whole = new ByteArrayBuilder(8 * json.length);
        try (JsonParser from = Json.MAPPER.getFactory().createParser(json);
                JsonGenerator to = Json.MAPPER.getFactory().createGenerator(whole)) {
            new Expansion(frame, from, to).record();
        } catch (IOException | RecordException e) {
            return json;
        }
        return whole.toByteArray();
    }

    private void record() throws IOException {
        from.nextToken();
        to.writeStartObject();
        for (String field = from.nextFieldName(); field != null; field = from.nextFieldName()) {
            from.nextToken();
            if (!field.equals("frame")) {
                to.writeFieldName(field);
                field(field);
            }
        }
        to.writeEndObject();
    }

    private void field(String field) throws IOException {
        switch (field) {
            case "schema" -> to.writeNumber(RecordReader.WHOLE);
            case "limits" -> list(() -> to.writeTree(named(frame.limits())));
            case "facts", "conclusions" -> list(this::value);
            case "gates" -> list(this::gate);
            case "fired" -> list(this::rule);
            case "rulebook" -> {
                from.skipChildren();
                to.writeTree(frame.rulebook());
            }
            default -> to.copyCurrentStructure(from);
        }
    }

    /** Writes one entry of a list. */
    private interface Entry {
        void write() throws IOException;
    }

    private void list(Entry entry) throws IOException {
        to.writeStartArray();
        while (from.nextToken() != JsonToken.END_ARRAY) {
            entry.write();
        }
        to.writeEndArray();
    }

    /** What stands at a place of a list. */
    private JsonNode named(JsonNode list) throws IOException {
        JsonNode named = list.path(from.getIntValue());
        if (named.isMissingNode()) {
            throw new RecordException("its frame has no " + from.getIntValue());
        }
        return named;
    }

    private void value() throws IOException {
        to.writeStartObject();
        if (from.nextToken() == JsonToken.VALUE_STRING) {
            to.writeFieldName(from.getText());
            from.nextToken();
            to.copyCurrentStructure(from);
            from.nextToken();
        } else {
            JsonNode kind = named(frame.kinds());
            to.writeFieldName(kind.path(0).asText());
            to.writeStartObject();
            for (int i = 1; i < kind.size(); i++) {
                to.writeFieldName(kind.path(i).asText());
                component(from.nextToken());
            }
            to.writeEndObject();
            if (from.nextToken() != JsonToken.END_ARRAY) {
                throw new RecordException("more values than its frame has names");
            }
        }
        to.writeEndObject();
    }

    private void component(JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            to.copyCurrentStructure(from);
            return;
        }
        to.writeStartArray();
        long millionths = 0;
        for (JsonToken number = from.nextToken(); number != JsonToken.END_ARRAY; number = from.nextToken()) {
            if (number == JsonToken.VALUE_NUMBER_INT) {
                millionths += from.getLongValue();
                to.writeNumber(ValueWriter.number(millionths));
            } else {
                to.writeNumber(from.getDoubleValue());
            }
        }
        to.writeEndArray();
    }

    private void gate() throws IOException {
        to.writeStartObject();
        if (from.nextToken() == JsonToken.VALUE_STRING) {
            String[] words = from.getText().split(" ", 2);
            gate(words[0], words[words.length - 1]);
        } else {
            JsonNode gate = named(frame.gates());
            gate(gate.path("gate").asText(), gate.path("name").asText());
        }
        to.writeEndObject();
    }

    private void gate(String number, String name) throws IOException {
        to.writeStringField("gate", number);
        to.writeStringField("name", name);
        String letters = FrameForms.letters(from);
        to.writeStringField("enforcement", FrameForms.enforcement(letters));
        to.writeStringField("answer", FrameForms.answer(letters));
        JsonToken next = from.nextToken();
        boolean reason = next == JsonToken.VALUE_STRING;
        to.writeStringField("reason", reason ? from.getText() : "");
        next = reason ? from.nextToken() : next;
        if (next != JsonToken.END_ARRAY) {
            to.writeFieldName("value");
            to.copyCurrentEvent(from);
            from.nextToken();
            to.writeFieldName("limit");
            to.copyCurrentEvent(from);
            from.nextToken();
        }
    }

    private void rule() throws IOException {
        to.writeStartObject();
        boolean spelled = from.nextToken() == JsonToken.VALUE_STRING;
        to.writeStringField(
                "rule", spelled ? from.getText() : named(frame.rules()).asText());
        to.writeArrayFieldStart("matched");
        for (JsonToken matched = from.nextToken(); matched != JsonToken.END_ARRAY; matched = from.nextToken()) {
            if (matched == JsonToken.VALUE_STRING) {
                to.writeString(from.getText());
            } else {
                int number = from.getIntValue();
                to.writeString(number >= 0 ? "f" + number : "c" + (-1 - number));
            }
        }
        to.writeEndArray();
        to.writeEndObject();
    }
}
