package io.quantum.governor.engine.record.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the facts or conclusions of one kind: the kind, and the values of its components. For use by one thread. */
final class ValueWriter {
    private static final double MILLIONTHS = 1e6;

    private final SerializedString name;
    private final @Nullable Integer place;
    private final List<Component> components;

    /** Reads a component of a record and writes it. */
    private interface Component {
        void write(Object value, JsonGenerator json) throws Throwable;
    }

    /**
     * @param type a record
     * @param name of the kind
     * @param place of the kind in the frame; null when it is not there
     */
    ValueWriter(Class<?> type, String name, @Nullable Integer place) {
        this.name = new SerializedString(name);
        this.place = place;
        this.components = Arrays.stream(type.getRecordComponents())
                .map(ValueWriter::component)
                .toList();
    }

    private static Component component(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == double.class) {
            MethodHandle read = accessor(component, double.class);
            return (value, json) -> json.writeNumber((double) read.invokeExact(value));
        }
        if (type == long.class || type == int.class) {
            MethodHandle read = accessor(component, long.class);
            return (value, json) -> json.writeNumber((long) read.invokeExact(value));
        }
        if (type == boolean.class) {
            MethodHandle read = accessor(component, boolean.class);
            return (value, json) -> json.writeBoolean((boolean) read.invokeExact(value));
        }
        MethodHandle read = accessor(component, Object.class);
        if (type == String.class) {
            return (value, json) -> json.writeString((String) (Object) read.invokeExact(value));
        }
        return List.class.isAssignableFrom(type)
                ? (value, json) -> numbers((List<?>) (Object) read.invokeExact(value), json)
                : (value, json) -> json.writePOJO((Object) read.invokeExact(value));
    }

    private static MethodHandle accessor(RecordComponent component, Class<?> as) {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(component.getAccessor())
                    .asType(MethodType.methodType(as, Object.class));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(component + " can't be read", e);
        }
    }

    /** Writes one into a list that has been begun. */
    @SuppressWarnings("IllegalCatch") // a method handle throws anything
    void write(Object value, JsonGenerator json) throws IOException {
        if (place == null) {
            json.writeString(name);
            json.writePOJO(value);
            return;
        }
        json.writeNumber(place);
        try {
            for (Component component : components) {
                component.write(value, json);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    /**
     * A list of numbers with six decimals at most is written as whole millionths, each less the one before, which takes half
     * the space; any other as it is.
     */
    private static void numbers(List<?> numbers, JsonGenerator json) throws IOException {
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
