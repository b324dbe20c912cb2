package io.quantum.governor.loaders.declared;

import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.facts.ReadFrom;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A declared kind of fact, as its record carries it. Compared by identity; there is one for each record.
 */
public final class FactDeclaration {
    private static final ClassValue<FactDeclaration> OF = new ClassValue<>() {
        @Override
        protected FactDeclaration computeValue(Class<?> type) {
            return new FactDeclaration(type.asSubclass(DeclaredFact.class));
        }
    };

    private final String name;
    private final FactSource source;
    private final List<DeclaredField> fields;
    private final boolean aged;
    private final MethodHandle maker;

    private FactDeclaration(Class<? extends DeclaredFact> type) {
        name = Fact.nameOf(type);
        ReadFrom from = Objects.requireNonNull(type.getAnnotation(ReadFrom.class));
        source = FactSource.parse(from.value());
        RecordComponent[] components = type.getRecordComponents();
        fields = Arrays.stream(components).map(DeclaredField::of).toList();
        aged = fields.stream().anyMatch(DeclaredField::aged);
        Class<?>[] types = fields.stream().map(DeclaredField::type).toArray(Class<?>[]::new);
        try {
            maker = MethodHandles.publicLookup()
                    .findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Fact.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " can't be made", e);
        }
    }

    /** The declaration that a record carries. */
    public static FactDeclaration of(Class<? extends DeclaredFact> type) {
        return OF.get(type);
    }

    /** The name of the fact in tests, records and {@code Unavailable}: {@code portfolioBudget}. */
    public String name() {
        return name;
    }

    /** Where it is read. */
    public FactSource source() {
        return source;
    }

    /** Its components, in their order. */
    public List<DeclaredField> fields() {
        return fields;
    }

    /** Whether it says how old something is, so that it changes by itself. */
    public boolean isAged() {
        return aged;
    }

    /** The same fact some seconds later, had nobody written to its source since. */
    public Fact older(DeclaredFact fact, long seconds) {
        Object[] values = values(fact);
        for (int i = 0; i < values.length; i++) {
            values[i] = fields.get(i).aged() ? (Object) ((long) values[i] + seconds) : values[i];
        }
        return make(values);
    }

    /** How old a fact is, whole seconds; 0 when it has no age. */
    public long ageSec(DeclaredFact fact) {
        Object[] values = values(fact);
        for (int i = 0; i < values.length; i++) {
            if (fields.get(i).aged()) {
                return (long) values[i];
            }
        }
        return 0;
    }

    private static Object[] values(DeclaredFact fact) {
        RecordComponent[] components = fact.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = components[i].getAccessor().invoke(fact);
            }
            return values;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(fact + " can't be read", e);
        }
    }

    /**
     * Makes the fact.
     *
     * @param values of the components, in their order and of their types
     * @throws IllegalArgumentException when the declaration does not allow one of them
     */
    @SuppressWarnings("IllegalCatch") // a method handle throws anything
    Fact make(Object[] values) {
        try {
            return (Fact) maker.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
