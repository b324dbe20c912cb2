package io.quantum.governor.engine.tools.nearmiss;

import io.quantum.governor.engine.rules.rulebook.DrlWords;
import io.quantum.governor.engine.rules.rulebook.DrlWords.Word;
import io.quantum.governor.engine.tools.nearmiss.NearMiss.Distance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One comparison that is known not to hold, in words.
 *
 * @param text as it stands in the rule file: {@code score >= killScoreThresholds.critical}
 * @param words its words
 * @param operator where in them the comparing word stands; -1 without one
 * @param operands reads the values
 */
record Comparison(String text, List<Word> words, int operator, Operands operands) {
    private static final Map<String, String> NEEDED = Map.of(
            ">", "more than ",
            ">=", "at least ",
            "<", "less than ",
            "<=", "at most ",
            "==", "",
            "!=", "anything but ",
            "in", "one of ");

    /** What was there instead, and how far that is from what was needed. */
    record Failure(String why, List<Distance> distance) {}

    static Comparison of(String text, Operands operands) {
        List<Word> words = DrlWords.of(text);
        int operator = -1;
        for (int i = 0; i < words.size(); i++) {
            operator = operator < 0 && NEEDED.containsKey(words.get(i).text()) ? i : operator;
        }
        return new Comparison(text, words, operator, operands);
    }

    Failure failure() {
        if (operator < 0) {
            return new Failure(plain(), List.of());
        }
        boolean negated = words.get(operator - 1).text().equals("not");
        List<Word> left = words.subList(0, negated ? operator - 1 : operator);
        Optional<Object> value = operands.value(left);
        String was = value.map(v -> is(subject(left)) + shown(v) + unit(left)).orElse("`" + text + "` did not hold");
        String needed =
                negated ? "none of " : NEEDED.getOrDefault(words.get(operator).text(), "");
        List<Word> right = words.subList(operator + 1, words.size());
        Optional<Object> limit = operands.value(right);
        if (value.orElse("") instanceof Double is && limit.orElse("") instanceof Double wanted) {
            Distance distance = new Distance(is, words.get(operator).text(), wanted);
            return new Failure(
                    was + " and had to be " + needed + shown(wanted) + unit(left) + named(right) + far(distance),
                    List.of(distance));
        }
        String wanted = limit.map(Comparison::shown).orElseGet(() -> listed(right));
        return new Failure(value.isEmpty() ? was : was + " and had to be " + needed + wanted, List.of());
    }

    /** A condition that is one word: {@code closing}, {@code !on}, or a switch among the thresholds. */
    private String plain() {
        boolean negated = words.get(0).text().equals("!");
        List<Word> rest = negated ? words.subList(1, words.size()) : words;
        Optional<String> threshold = Operands.named(rest);
        if (threshold.isPresent()) {
            return threshold.get() + " was " + negated;
        }
        String kind = FactWords.kind(operands.fact().getClass().getSimpleName());
        return rest.size() == 1
                ? "the " + kind + " was " + (negated ? "" : "not ")
                        + FactWords.kind(rest.get(0).text())
                : "`" + text + "` did not hold";
    }

    /** {@code the allocation target's age}. */
    private String subject(List<Word> left) {
        Optional<String> threshold = Operands.named(left);
        if (threshold.isPresent()) {
            return threshold.get();
        }
        String kind = "the " + FactWords.kind(operands.fact().getClass().getSimpleName());
        String field = FactWords.field(left.get(0).text());
        if (left.size() > 1) {
            Optional<Object> argument = operands.value(left.subList(2, left.size() - 1));
            return kind + " " + field + argument.map(a -> " " + shown(a) + " s").orElse("");
        }
        boolean unitAlone = !FactWords.unit(field).isEmpty();
        return unitAlone || kind.endsWith(field) ? kind : kind + (kind.endsWith("s") ? "' " : "'s ") + field;
    }

    private String is(String subject) {
        boolean several = operands.fact().getClass().getSimpleName().endsWith("s") && !subject.contains("'");
        return subject + (several ? " were " : " was ");
    }

    private static String unit(List<Word> left) {
        return FactWords.unit(left.get(0).text());
    }

    private static String named(List<Word> right) {
        return Operands.named(right).map(name -> " (" + name + ")").orElse("");
    }

    private static String far(Distance distance) {
        BigDecimal far = BigDecimal.valueOf(distance.value()).subtract(BigDecimal.valueOf(distance.limit()));
        return switch (distance.comparison()) {
            case ">", ">=", "<", "<=" ->
                far.signum() == 0
                        ? ": it was exactly that"
                        : ": " + FactWords.number(far.abs()) + (far.signum() > 0 ? " too high" : " too low");
            default -> "";
        };
    }

    private static String shown(Object value) {
        if (value instanceof Double number) {
            return FactWords.number(number);
        }
        return value.toString().isEmpty() ? "empty" : value.toString();
    }

    private static String listed(List<Word> right) {
        List<String> texts = new ArrayList<>();
        right.stream().filter(Word::isLiteral).forEach(word -> texts.add(word.unquoted()));
        return texts.isEmpty()
                ? right.stream().map(Word::text).collect(Collectors.joining(" "))
                : String.join(", ", texts);
    }
}
