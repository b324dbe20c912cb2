package io.quantum.governor.engine.tools.nearmiss;

import io.quantum.governor.engine.rules.rulebook.DrlWords.Word;
import io.quantum.governor.engine.tools.nearmiss.RuleOutline.Binding;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands on one side of a comparison, for people; it judges nothing. What it does not understand has no value.
 *
 * @param bindings what the rule's names stand for
 * @param matched the facts that the rule's patterns matched so far, the last one that at hand
 * @param thresholds the values in force, as texts, by their qualified names
 */
record Operands(Map<String, Binding> bindings, List<Object> matched, Map<String, String> thresholds) {
    static final String THRESHOLDS = "Thresholds";

    /** The qualified name of a threshold: of {@code burstThresholds} and {@code getMaxPer5Min} or {@code maxPer5Min}. */
    static String threshold(String global, String word) {
        String set = global.substring(0, global.length() - THRESHOLDS.length());
        boolean getter = word.length() > 3 && word.startsWith("get");
        return set + "." + (getter ? Character.toLowerCase(word.charAt(3)) + word.substring(4) : word);
    }

    /** The threshold that an operand names. */
    static Optional<String> named(List<Word> operand) {
        return operand.size() == 3 && operand.get(0).text().endsWith(THRESHOLDS)
                ? Optional.of(threshold(operand.get(0).text(), operand.get(2).text()))
                : Optional.empty();
    }

    /** The fact of the pattern at hand. */
    Object fact() {
        return matched.get(matched.size() - 1);
    }

    /** A text, a number as a Double, or true or false. */
    Optional<Object> value(List<Word> operand) {
        return switch (operand.size()) {
            case 0 -> Optional.empty();
            case 1 -> single(operand.get(0));
            case 2 ->
                operand.get(0).text().equals("-") ? literal("-" + operand.get(1).text()) : Optional.empty();
            case 3 ->
                named(operand)
                        .flatMap(name -> Optional.ofNullable(thresholds.get(name)))
                        .flatMap(Operands::literal);
            default -> call(operand);
        };
    }

    private Optional<Object> single(Word word) {
        if (word.isLiteral()) {
            return Optional.of(word.unquoted());
        }
        @Nullable Binding binding = bindings.get(word.text());
        if (binding != null) {
            return binding.operand().isEmpty() || binding.pattern() >= matched.size()
                    ? Optional.empty()
                    : property(matched.get(binding.pattern()), binding.operand());
        }
        Optional<Object> literal = literal(word.text());
        return literal.isPresent() ? literal : property(fact(), word.text());
    }

    private static Optional<Object> literal(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Optional.of(Boolean.valueOf(text));
        }
        try {
            return Optional.of(Double.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** {@code within( hourlyRateThresholds.windowSec )}, asked of the fact at hand. */
    private Optional<Object> call(List<Word> words) {
        boolean simple = words.get(1).text().equals("(")
                && words.get(words.size() - 1).text().equals(")");
        return simple
                ? value(words.subList(2, words.size() - 1))
                        .filter(Double.class::isInstance)
                        .flatMap(argument -> counted(words.get(0).text(), ((Double) argument).longValue()))
                : Optional.empty();
    }

    private Optional<Object> counted(String name, long argument) {
        try {
            return asked(fact(), fact().getClass().getMethod(name, long.class), argument);
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> property(Object fact, String name) {
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        for (String method : List.of(name, "is" + capital, "get" + capital)) {
            try {
                return asked(fact, fact.getClass().getMethod(method));
            } catch (NoSuchMethodException e) {
                // the next form of its name
            }
        }
        return Optional.empty();
    }

    private static Optional<Object> asked(Object fact, Method method, Object... arguments) {
        try {
            Object value = method.invoke(fact, arguments);
            return Optional.ofNullable(value instanceof Number number ? (Object) number.doubleValue() : value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            return Optional.empty();
        }
    }
}
