package io.quantum.governor.engine.record.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import io.quantum.governor.engine.base.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the facts or conclusions of one kind: the kind, and the values of its components. For use by one thread. */
final class ValueWriter {
    private static final double MILLIONTHS = 1e6;

    private final SerializerProvider provider = Json.MAPPER.getSerializerProviderInstance();
    private final SerializedString name;
    private final @Nullable Integer place;
    private final List<PropertyWriter> components = new ArrayList<>();

    /**
     * @param name of the kind
     * @param place of the kind in the frame; null when it is not there
     */
    ValueWriter(Class<?> type, String name, @Nullable Integer place) {
        this.name = new SerializedString(name);
        this.place = place;
        try {
            provider.findValueSerializer(type).properties().forEachRemaining(components::add);
        } catch (JsonMappingException e) {
            throw new IllegalStateException(type + " can't be written", e);
        }
    }

    /** Writes one into a list that has been begun. */
    void write(Object value, JsonGenerator json) throws IOException {
        if (place == null) {
            json.writeString(name);
            provider.defaultSerializeValue(value, json);
            return;
        }
        json.writeNumber(place);
        for (PropertyWriter component : components) {
            if (component.getType().isCollectionLikeType()) {
                numbers((List<?>) component.getMember().getValue(value), json);
            } else {
                write(component, value, json);
            }
        }
    }

    @SuppressWarnings("IllegalCatch") // Jackson declares that anything may be thrown
    private void write(PropertyWriter component, Object value, JsonGenerator json) throws IOException {
        try {
            component.serializeAsElement(value, json, provider);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /**
     * A list of numbers with six decimals at most is written as whole millionths, each less the one before, which takes half
     * the space; any other as it is.
     */
    private void numbers(List<?> numbers, JsonGenerator json) throws IOException {
        json.writeStartArray();
        boolean exact = numbers.stream().allMatch(ValueWriter::isExact);
        long before = 0;
        for (Object number : numbers) {
            if (exact) {
                long millionths = Math.round((Double) number * MILLIONTHS);
                json.writeNumber(millionths - before);
                before = millionths;
            } else {
                json.writeNumber(((Number) number).doubleValue());
            }
        }
        json.writeEndArray();
    }

    private static boolean isExact(Object number) {
        return number instanceof Double some && number(Math.round(some * MILLIONTHS)) == some;
    }

    /** What a count of millionths stands for. */
    static double number(long millionths) {
        return millionths / MILLIONTHS;
    }
}
