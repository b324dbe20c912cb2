package io.quantum.governor.engine.rules.rulebook.fence;

import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What kinds of values go together, and how people call them. */
final class Kinds {
    private static final List<Class<?>> BY_WIDTH = List.of(int.class, long.class, double.class);
    private static final Set<Class<?>> NUMBERS = Set.copyOf(BY_WIDTH);

    private Kinds() {}

    static boolean isNumber(Class<?> kind) {
        return NUMBERS.contains(kind) || kind == Scope.Unknown.class;
    }

    static boolean isBoolean(Class<?> kind) {
        return kind == boolean.class || kind == Scope.Unknown.class;
    }

    static Class<?> wider(Class<?> one, Class<?> other) {
        return BY_WIDTH.get(Math.max(Math.max(0, BY_WIDTH.indexOf(one)), Math.max(0, BY_WIDTH.indexOf(other))));
    }

    /** Whether two values can be equal at all. */
    static boolean comparable(Class<?> one, Class<?> other) {
        return (isNumber(one) && isNumber(other)) || fits(one, other) || fits(other, one);
    }

    /** Whether a value of a kind can be handed over where another is asked for. */
    static boolean fits(Class<?> given, Class<?> asked) {
        if (given == Scope.Unknown.class || asked == Scope.Unknown.class) {
            return true;
        }
        if (NUMBERS.contains(given) && NUMBERS.contains(asked)) {
            return BY_WIDTH.indexOf(given) <= BY_WIDTH.indexOf(asked);
        }
        return asked.isAssignableFrom(given);
    }

    static boolean accepts(Executable callee, List<Class<?>> given) {
        Class<?>[] asked = callee.getParameterTypes();
        if (callee.isVarArgs() && given.size() >= asked.length - 1) {
            Class<?> each = asked[asked.length - 1].getComponentType();
            return given.stream().allMatch(g -> fits(g, each));
        }
        if (asked.length != given.size()) {
            return false;
        }
        for (int i = 0; i < asked.length; i++) {
            if (!fits(given.get(i), asked[i])) {
                return false;
            }
        }
        return true;
    }

    static String word(Class<?> kind) {
        if (NUMBERS.contains(kind)) {
            return kind == double.class ? "a number" : "a whole number";
        }
        if (kind == String.class) {
            return "a text";
        }
        return kind == boolean.class ? "true or false" : "a " + kind.getSimpleName();
    }

    static String words(List<Class<?>> kinds) {
        return kinds.isEmpty() ? "nothing" : kinds.stream().map(Kinds::word).collect(Collectors.joining(", "));
    }

    /** What can be handed over to any of these, for people. */
    static String asked(List<? extends Executable> callees) {
        return callees.stream()
                .filter(c -> Modifier.isPublic(c.getModifiers()))
                .map(c -> "(" + words(Arrays.asList(c.getParameterTypes())) + ")")
                .sorted()
                .collect(Collectors.joining(" or "));
    }
}
