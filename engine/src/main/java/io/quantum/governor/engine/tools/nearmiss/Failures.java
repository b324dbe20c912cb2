package io.quantum.governor.engine.tools.nearmiss;

import io.quantum.governor.engine.rules.rulebook.DrlWords;
import io.quantum.governor.engine.rules.rulebook.DrlWords.Word;
import io.quantum.governor.engine.tools.nearmiss.Comparison.Failure;
import io.quantum.governor.facts.Unavailable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says in words why a condition did not hold.
 *
 * @param known every fact and conclusion of the decision
 * @param thresholds the values in force, as texts, by their qualified names
 */
record Failures(List<?> known, Map<String, String> thresholds) {
    private static final int MOST = 3;
    private static final String KIND_UNAVAILABLE = "Unavailable";

    /**
     * Of the first condition of a rule that does not hold.
     *
     * @param before what the conditions before it matched, each a list of facts in the order of the rule's patterns; for
     *     {@link Condition.Form#ABSENT} what is there and should not be
     */
    NearMiss nearMiss(RuleOutline rule, Condition condition, List<List<Object>> before) {
        Failure failure = switch (condition.form()) {
            case PRESENT, EXISTS -> new Failure(absent(condition.kind()), List.of());
            case ABSENT -> new Failure(present(condition.kind(), before), List.of());
            case TRUE -> untrue(rule, condition, before);
        };
        return new NearMiss(rule.name(), condition.text(), failure.why(), failure.distance());
    }

    private String absent(String kind) {
        return unavailable(kind)
                .map(u -> "the " + FactWords.kind(kind) + " was " + u.cause() + " (" + u.detail() + ")")
                .orElseGet(() -> FactWords.absent(kind));
    }

    private Optional<Unavailable> unavailable(String kind) {
        return known.stream()
                .filter(Unavailable.class::isInstance)
                .map(Unavailable.class::cast)
                .filter(u -> u.fact().equalsIgnoreCase(kind))
                .findFirst();
    }

    private static String present(String kind, List<List<Object>> there) {
        String shown = there.stream()
                .map(facts -> FactWords.components(facts.get(facts.size() - 1)))
                .filter(s -> !s.isEmpty())
                .limit(MOST)
                .collect(Collectors.joining("; "));
        return "there was a " + FactWords.kind(kind) + (shown.isEmpty() ? "" : ": " + shown);
    }

    /** Of several facts that it could have been true of, the one that came nearest, or each. */
    private Failure untrue(RuleOutline rule, Condition condition, List<List<Object>> before) {
        if (condition.kind().equals(KIND_UNAVAILABLE)) {
            return new Failure(available(condition, before), List.of());
        }
        List<Failure> failures = before.stream()
                .map(matched -> failure(condition.text(), new Operands(rule.bindings(), matched, thresholds)))
                .distinct()
                .toList();
        return failures.stream()
                .filter(f -> !f.distance().isEmpty())
                .min(Comparator.comparingDouble(f -> f.distance().get(0).size()))
                .orElseGet(() -> new Failure(
                        failures.stream()
                                .map(Failure::why)
                                .distinct()
                                .limit(MOST)
                                .collect(Collectors.joining("; ")),
                        List.of()));
    }

    /** A rule for what is unavailable did not fire because it was known, or for another cause. */
    private String available(Condition condition, List<List<Object>> before) {
        Operands last = new Operands(Map.of(), before.get(0), thresholds);
        List<Word> words = DrlWords.of(condition.text());
        String wanted = words.get(words.size() - 1).unquoted();
        if (words.get(0).text().equals("fact")) {
            boolean told = known.stream()
                    .anyMatch(fact ->
                            FactWords.kind(fact.getClass().getSimpleName()).equals(FactWords.kind(wanted)));
            return "the " + FactWords.kind(wanted) + (told ? " was known" : " is not unavailable");
        }
        return last.fact() instanceof Unavailable u
                ? "the " + FactWords.kind(u.fact()) + " was " + u.cause() + ", not " + wanted + " (" + u.detail() + ")"
                : "`" + condition.text() + "` did not hold";
    }

    /** Of alternatives, none held. */
    private static Failure failure(String text, Operands operands) {
        List<Failure> each = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (Word word : DrlWords.of(text)) {
            depth += word.text().equals("(") ? 1 : word.text().equals(")") ? -1 : 0;
            if (word.text().equals("||") && depth == 0) {
                each.add(Comparison.of(text.substring(start, word.start()).strip(), operands)
                        .failure());
                start = word.end();
            }
        }
        each.add(Comparison.of(text.substring(start).strip(), operands).failure());
        return new Failure(
                each.stream().map(Failure::why).collect(Collectors.joining("; and ")),
                each.stream()
                        .flatMap(f -> f.distance().stream())
                        .min(Comparator.comparingDouble(d -> d.size()))
                        .stream()
                        .toList());
    }
}
