package io.quantum.governor.engine.record.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the facts or conclusions of one kind: the kind, and the values of its components. For use by one thread. */
final class ValueWriter {
    private static final double MILLIONTHS = 1e6;

    private final SerializedString name;
    private final @Nullable Integer place;
    private final Method[] components;

    /**
     * @param type a record
     * @param name of the kind
     * @param place of the kind in the frame; null when it is not there
     */
    ValueWriter(Class<?> type, String name, @Nullable Integer place) {
        this.name = new SerializedString(name);
        this.place = place;
        this.components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getAccessor)
                .toArray(Method[]::new);
        // they are public anyhow, and so that is not looked at each time
        AccessibleObject.setAccessible(components, true);
    }

    /** Writes one into a list that has been begun. */
    void write(Object value, JsonGenerator json) throws IOException {
        if (place == null) {
            json.writeString(name);
            json.writePOJO(value);
            return;
        }
        json.writeNumber(place);
        try {
            for (Method component : components) {
                component(component.invoke(value), json);
            }
        } catch (ReflectiveOperationException e) {
            throw new IOException(name + " can't be read", e);
        }
    }

    private static void component(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof List<?> numbers) {
            numbers(numbers, json);
        } else {
            json.writePOJO(value);
        }
    }

    /**
     * A list of numbers with six decimals at most is written as whole millionths, each less the one before, which takes half
     * the space; any other as it is.
     */
    private static void numbers(List<?> numbers, JsonGenerator json) throws IOException {
        json.writeStartArray();
        boolean exact = areExact(numbers);
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

    private static boolean areExact(List<?> numbers) {
        for (Object number : numbers) {
            if (!(number instanceof Double some && number(Math.round(some * MILLIONTHS)) == some)) {
                return false;
            }
        }
        return true;
    }

    /** What a count of millionths stands for. */
    static double number(long millionths) {
        return millionths / MILLIONTHS;
    }
}
