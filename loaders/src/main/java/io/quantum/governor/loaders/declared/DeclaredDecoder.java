package io.quantum.governor.loaders.declared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.Unavailable;
import io.quantum.governor.loaders.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes a declared fact of what its source holds. */
public final class DeclaredDecoder {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private DeclaredDecoder() {}

    /**
     * Makes the fact.
     *
     * @param where the source, for people
     * @param row what it holds
     * @param now the moment from which ages count
     * @return the fact; unavailable as missing when nothing that it needs is there, as unreadable when a part of it is
     *     missing or makes no sense
     */
    public static Fact read(FactDeclaration declaration, String where, Row row, Instant now) {
        return readCells(declaration, where, way -> text(row, way), now);
    }

    /** As {@link #read}, of a row whose names are those of the declaration, ways into JSON and all. */
    public static Fact readCells(FactDeclaration declaration, String where, Row row, Instant now) {
        try {
            List<DeclaredField> fields = declaration.fields();
            Object[] values = new Object[fields.size()];
            List<String> missing = new ArrayList<>(0);
            boolean some = false;
            for (int i = 0; i < values.length; i++) {
                DeclaredField field = fields.get(i);
                String text = row.text(field.way());
                if (!text.isEmpty()) {
                    values[i] = field.value(text, now);
                    some |= field.otherwise().isEmpty();
                } else if (field.otherwise().isPresent()) {
                    values[i] = field.value(field.otherwise().get(), now);
                } else {
                    missing.add(field.way());
                }
            }
            if (missing.isEmpty()) {
                return declaration.make(values);
            }
            return some ? unreadable(declaration, where, missing.get(0) + " is missing") : missing(declaration, where);
        } catch (UnreadableException | IllegalArgumentException e) {
            return unreadable(declaration, where, String.valueOf(e.getMessage()));
        }
    }

    /** That the source has none. */
    public static Unavailable missing(FactDeclaration declaration, String where) {
        return new Unavailable(declaration.name(), Unavailable.MISSING, where);
    }

    /** That what the source holds makes no sense. */
    public static Unavailable unreadable(FactDeclaration declaration, String where, String why) {
        return new Unavailable(declaration.name(), Unavailable.UNREADABLE, where + ": " + why);
    }

    /** A field, or what stands inside one that holds JSON. */
    public static String text(Row row, String way) throws UnreadableException {
        int end = way.indexOf('.');
        return end < 0 ? row.text(way) : inside(row.text(way.substring(0, end)), way, end);
    }

    private static String inside(String json, String way, int end) throws UnreadableException {
        if (json.isEmpty()) {
            return "";
        }
        try {
            JsonNode at = JSON.readTree(json);
            for (String step : way.substring(end + 1).split("\\.", -1)) {
                if (!at.isObject()) {
                    throw new UnreadableException(way + " must lead through JSON objects");
                }
                at = at.path(step);
                if (at.isMissingNode() || at.isNull()) {
                    return "";
                }
            }
            if (at.isContainerNode()) {
                throw new UnreadableException(way + " must be a number or a text, is an object or a list");
            }
            return at.asText();
        } catch (JsonProcessingException e) {
            throw new UnreadableException(
                    way.substring(0, end) + " must hold JSON in which no object says a name twice");
        }
    }
}
