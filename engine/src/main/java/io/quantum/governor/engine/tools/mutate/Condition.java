package io.quantum.governor.engine.tools.mutate;

import io.quantum.governor.engine.rules.rulebook.DrlWords;
import io.quantum.governor.engine.rules.rulebook.DrlWords.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One condition inside a pattern, and what it can wrongly be instead.
 *
 * @param text as it stands in the rule file: {@code score >= killScoreThresholds.critical}
 * @param words its words
 */
record Condition(String text, List<Word> words) {
    /** What stands beside a limit, or on its other side. */
    private static final Map<String, List<String>> INSTEAD = Map.of(
            ">", List.of(">=", "<="),
            ">=", List.of(">", "<"),
            "<", List.of("<=", ">="),
            "<=", List.of("<", ">"),
            "==", List.of("!="),
            "!=", List.of("=="));

    private static final Set<String> NAMED = Set.of("in", "contains", "matches", "memberOf", "excludes");
    private static final String NOT = "not";

    static Condition of(String text) {
        return new Condition(text, DrlWords.of(text));
    }

    /** Whether it only gives a name to something, which is no condition. */
    boolean isOnlyBinding() {
        return binds() && comparisons() == 0;
    }

    boolean binds() {
        return words.stream().anyMatch(word -> word.text().equals(":"));
    }

    private long comparisons() {
        return words.stream().filter(w -> isComparison(w.text())).count();
    }

    private static boolean isComparison(String word) {
        return INSTEAD.containsKey(word) || NAMED.contains(word);
    }

    /** Every form of it in which one comparison is another. */
    List<String> turned() {
        List<String> turned = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            INSTEAD.getOrDefault(word.text(), List.of())
                    .forEach(other -> turned.add(with(word.start(), word.end(), other)));
            if (word.text().equals("!")) {
                turned.add(with(word.start(), word.end(), ""));
            }
            if (NAMED.contains(word.text()) && i > 0) {
                Word before = words.get(i - 1);
                turned.add(
                        before.text().equals(NOT)
                                ? with(before.start(), word.start(), "")
                                : with(word.start(), word.start(), NOT + " "));
            }
        }
        if (turned.isEmpty() && !binds()) {
            turned.add("!" + text);
        }
        return turned;
    }

    /** Each of the alternatives alone; none when there is only one. */
    List<String> alternatives() {
        List<String> alternatives = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (Word word : words) {
            depth += word.text().equals("(") ? 1 : word.text().equals(")") ? -1 : 0;
            if (depth == 0 && word.text().equals("||")) {
                alternatives.add(text.substring(start, word.start()).strip());
                start = word.end();
            }
        }
        if (start > 0) {
            alternatives.add(text.substring(start).strip());
        }
        return alternatives;
    }

    /** What is left when it no longer asks anything: nothing, or the name that it gives. */
    String dropped() {
        return binds()
                ? words.stream()
                        .filter(w -> isComparison(w.text()))
                        .findFirst()
                        .map(w -> text.substring(0, w.start()).strip())
                        .orElse(text)
                : "";
    }

    private String with(int from, int to, String other) {
        return text.substring(0, from) + other + text.substring(to);
    }
}
