package io.quantum.governor.engine.record.audit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedGate;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRulebook;
import io.quantum.governor.facts.Answer;
import io.quantum.governor.facts.Gate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the places that records of one frame name, for those that read records as {@link AuditWriter} writes them;
 * {@link Expansion} writes them out. For use by one thread.
 */
final class FrameForms {
    private final List<Kind> kinds = new ArrayList<>();
    private final List<RecordedGate> gates = new ArrayList<>();
    private final RecordedRulebook rulebook;

    FrameForms(Frame frame) {
        frame.kinds().forEach(kind -> kinds.add(new Kind(kind)));
        frame.gates()
                .forEach(gate -> gates.add(
                        named(gate.path("gate").asText(), gate.path("name").asText())));
        rulebook = RecordReader.rulebook(frame.rulebook());
    }

    private static RecordedGate named(String number, String name) {
        return new RecordedGate(number, name, "", "", "", Optional.empty(), Optional.empty());
    }

    /** A kind of facts or conclusions. */
    static final class Kind {
        private final String name;
        private final List<String> components = new ArrayList<>();
        private int @Nullable [] places;

        private Kind(JsonNode kind) {
            name = kind.path(0).asText();
            for (int i = 1; i < kind.size(); i++) {
                components.add(kind.path(i).asText());
            }
        }

        String name() {
            return name;
        }

        /** Reads one, behind its kind; afterwards at the end of its list. */
        Object read(JsonParser json, Function<String, RecordForm> forms) throws IOException {
            RecordForm form = forms.apply(name);
            int[] known = places == null ? form.places(components) : places;
            places = known;
            return form.read(json, known);
        }
    }

    RecordedRulebook rulebook() {
        return rulebook;
    }

    Kind kind(int place) {
        return at(kinds, place);
    }

    private static <T> T at(List<T> list, int place) {
        if (place < 0 || place >= list.size()) {
            throw new RecordException("its frame has no " + place);
        }
        return list.get(place);
    }

    /** Reads a gate's answer, in its list; afterwards at the end of that. */
    RecordedGate gate(JsonParser json) throws IOException {
        RecordedGate gate;
        if (json.nextToken() == JsonToken.VALUE_STRING) {
            String[] words = json.getText().split(" ", 2);
            gate = named(words[0], words[words.length - 1]);
        } else {
            gate = at(gates, json.getIntValue());
        }
        String letters = letters(json);
        JsonToken next = json.nextToken();
        String reason = "";
        if (next == JsonToken.VALUE_STRING) {
            reason = json.getText();
            next = json.nextToken();
        }
        Optional<Double> value = Optional.empty();
        Optional<Double> limit = Optional.empty();
        if (next != JsonToken.END_ARRAY) {
            value = Optional.of(json.getDoubleValue());
            json.nextToken();
            limit = Optional.of(json.getDoubleValue());
            if (json.nextToken() != JsonToken.END_ARRAY) {
                throw new RecordException("an answer of a gate that does not end");
            }
        }
        return new RecordedGate(gate.gate(), gate.name(), enforcement(letters), answer(letters), reason, value, limit);
    }

    /** Reads the two letters that tell how a gate was asked and what it answered. */
    static String letters(JsonParser json) throws IOException {
        json.nextToken();
        String letters = json.getText();
        if (letters == null || letters.length() != 2) {
            throw new RecordException("no answer: " + letters);
        }
        return letters;
    }

    /** How a gate was asked, by the first of the two letters of its answer. */
    static String enforcement(String letters) {
        return letters.charAt(0) == 'e' ? Gate.ENFORCE : Gate.SHADOW;
    }

    /** What a gate answered, by the second letter. */
    static String answer(String letters) {
        return switch (letters.charAt(1)) {
            case 'P' -> Answer.PASS;
            case 'B' -> Answer.BLOCK;
            case 'O' -> Answer.OPEN;
            default -> throw new RecordException("no answer: " + letters);
        };
    }
}
