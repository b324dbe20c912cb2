package io.quantum.governor.engine.record.audit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quantum.governor.engine.rules.rulebook.FactBinder;
import io.quantum.governor.engine.rules.rulebook.RecordedFact;
import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.Unavailable;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of one kind whose components are numbers, texts, switches or lists of numbers: what facts are made of. As
 * strict as a mapper that was told to be, and several times as fast. Safe for use by many threads.
 */
final class RecordForm {
    private final String name;
    private final String[] components;
    private final Kind[] kinds;
    private final boolean declared;
    private final MethodHandle maker;
    private final Map<String, String> added;

    /** What a component can be. */
    private enum Kind {
        DOUBLE(double.class) {
            @Override
            Object read(JsonParser json) throws IOException {
                return number(json).getDoubleValue();
            }
        },
        LONG(long.class) {
            @Override
            Object read(JsonParser json) throws IOException {
                return whole(json).getLongValue();
            }
        },
        INT(int.class) {
            @Override
            Object read(JsonParser json) throws IOException {
                return whole(json).getIntValue();
            }
        },
        SWITCH(boolean.class) {
            @Override
            Object read(JsonParser json) throws IOException {
                if (!json.hasToken(JsonToken.VALUE_TRUE) && !json.hasToken(JsonToken.VALUE_FALSE)) {
                    throw new RecordException("neither true nor false: " + json.getText());
                }
                return json.getBooleanValue();
            }
        },
        TEXT(String.class) {
            @Override
            Object read(JsonParser json) throws IOException {
                if (!json.hasToken(JsonToken.VALUE_STRING)) {
                    throw new RecordException("no text: " + json.getText());
                }
                return json.getText();
            }
        },
        NUMBERS(List.class) {
            @Override
            Object read(JsonParser json) throws IOException {
                if (!json.isExpectedStartArrayToken()) {
                    throw new RecordException("no list: " + json.getText());
                }
                List<Double> numbers = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    numbers.add(number(json).getDoubleValue());
                }
                return numbers;
            }

            @Override
            Object readThin(JsonParser json) throws IOException {
                if (!json.isExpectedStartArrayToken()) {
                    throw new RecordException("no list: " + json.getText());
                }
                List<Double> numbers = new ArrayList<>();
                long millionths = 0;
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    if (json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                        millionths += json.getLongValue();
                        numbers.add(ValueWriter.number(millionths));
                    } else {
                        numbers.add(number(json).getDoubleValue());
                    }
                }
                return numbers;
            }
        };

        private final Class<?> type;

        Kind(Class<?> type) {
            this.type = type;
        }

        abstract Object read(JsonParser json) throws IOException;

        /** As {@link ValueWriter} writes it. */
        Object readThin(JsonParser json) throws IOException {
            return read(json);
        }

        static Kind of(Class<?> type) {
            return Arrays.stream(values())
                    .filter(kind -> kind.type == type)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no way to read a " + type));
        }

        private static JsonParser number(JsonParser json) throws IOException {
            return json.hasToken(JsonToken.VALUE_NUMBER_FLOAT) ? json : whole(json);
        }

        private static JsonParser whole(JsonParser json) throws IOException {
            if (!json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                throw new RecordException("no such number: " + json.getText());
            }
            return json;
        }
    }

    /**
     * @param name by which records call it
     * @param kind a record
     */
    RecordForm(String name, Class<?> kind) {
        this.name = name;
        this.declared = DeclaredFact.class.isAssignableFrom(kind);
        this.added = RecordedFact.added(name);
        RecordComponent[] parts = kind.getRecordComponents();
        this.components = Arrays.stream(parts).map(RecordComponent::getName).toArray(String[]::new);
        this.kinds = Arrays.stream(parts).map(part -> Kind.of(part.getType())).toArray(Kind[]::new);
        Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            this.maker = MethodHandles.publicLookup()
                    .findConstructor(kind, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(kind + " can't be made", e);
        }
    }

    /**
     * Reads a record of this kind.
     *
     * @param json at its beginning; afterwards at its end
     * @return the fact; of a kind that a rulebook declares why there is none, when the record does not tell all of it
     * @throws RecordException when it is none, or a kind that every rulebook has does not allow it
     */
    Object read(JsonParser json) throws IOException {
        @Nullable Object[] values = new Object[components.length];
        String fault = "";
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            int component = indexOf(field);
            json.nextToken();
            if (component < 0) {
                json.skipChildren();
                continue;
            }
            try {
                values[component] = kinds[component].read(json);
            } catch (RecordException e) {
                fault = field + " is " + e.getMessage();
                json.skipChildren();
            }
        }
        return completed(values, fault);
    }

    /** The places here of components that a frame names in its own order; -1 for one that is unknown. */
    int[] places(List<String> names) {
        return names.stream().mapToInt(this::indexOf).toArray();
    }

    /**
     * Reads one as {@link ValueWriter} writes it, with the same outcome as {@link #read(JsonParser)} has.
     *
     * @param json before the first value; afterwards at the end of the list
     * @param places of the values
     */
    Object read(JsonParser json, int[] places) throws IOException {
        @Nullable Object[] values = new Object[components.length];
        String fault = "";
        for (int place : places) {
            if (json.nextToken() == JsonToken.END_ARRAY) {
                throw new RecordException("fewer values than its frame has names");
            }
            if (place < 0) {
                json.skipChildren();
                continue;
            }
            try {
                values[place] = kinds[place].readThin(json);
            } catch (RecordException e) {
                fault = components[place] + " is " + e.getMessage();
                json.skipChildren();
            }
        }
        if (json.nextToken() != JsonToken.END_ARRAY) {
            throw new RecordException("more values than its frame has names");
        }
        return completed(values, fault);
    }

    private Object completed(@Nullable Object[] values, String fault) {
        if (!fault.isEmpty()) {
            return refused(Unavailable.UNREADABLE, fault);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] == null ? added.get(components[i]) : values[i];
            if (values[i] == null) {
                return refused(Unavailable.MISSING, "no '" + components[i] + "'");
            }
        }
        return made(values);
    }

    @SuppressWarnings("IllegalCatch") // a method handle throws anything
    private Object made(@Nullable Object[] values) {
        try {
            return (Object) maker.invokeExact(values);
        } catch (Throwable e) {
            return refused(Unavailable.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private int indexOf(String field) {
        for (int i = 0; i < components.length; i++) {
            if (components[i].equals(field)) {
                return i;
            }
        }
        if (!declared) {
            throw new RecordException("its fact '" + name + "': '" + field + "' is unknown");
        }
        // the declaration has changed since
        return -1;
    }

    /** A kind that a rulebook declares may have been another one when the record was written. */
    private Object refused(String cause, String why) {
        if (!declared) {
            throw new RecordException("its fact '" + name + "': " + why);
        }
        return new Unavailable(
                name,
                cause,
                (cause.equals(Unavailable.MISSING) ? FactBinder.NOT_RECORDED : "as recorded") + ": " + why);
    }
}
