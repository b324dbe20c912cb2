package io.quantum.governor.engine.tools.compare;

import io.quantum.governor.engine.rules.rulebook.fence.Remarks;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a rule file says to the compiler. */
final class RuleText {
    private static final Pattern WORD = Pattern.compile("\"([^\"\n]{1,60})\"");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])-?[0-9]{1,15}(?:\\.[0-9]{1,15})?(?![\\w.])");

    private RuleText() {}

    /** The text without comments and without differences of layout: the same when the rules are the same. */
    static String bare(String text) {
        return Remarks.without(text).replaceAll("\\s+", " ").strip();
    }

    /** The paths of the files whose rules or thresholds differ. */
    static Set<String> changed(Map<String, String> before, Map<String, String> after) {
        Set<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        paths.removeIf(path -> Objects.equals(bare(before, path), bare(after, path)));
        return paths;
    }

    /** Values of thresholds stand between an equals sign and the unit; versions follow every change. */
    static boolean differInMoreThanValues(Map<String, String> before, Map<String, String> after, String path) {
        return !withoutValues(bare(before, path)).equals(withoutValues(bare(after, path)));
    }

    private static String withoutValues(String bare) {
        return bare.replaceAll("= *[^@=]*(?=@unit)", "= ").replaceAll("@version\\(\\s*\"[^\"]*\"\\s*\\)", "@version");
    }

    private static String bare(Map<String, String> texts, String path) {
        return bare(texts.getOrDefault(path, ""));
    }

    /** The words in quotation marks that only one of two texts has. */
    static Set<String> words(String before, String after) {
        return difference(words(before), words(after));
    }

    /** The numbers that only one of two texts has. */
    static Set<Double> numbers(String before, String after) {
        return difference(numbers(before), numbers(after));
    }

    private static Set<String> words(String text) {
        return WORD.matcher(bare(text)).results().map(m -> m.group(1)).collect(Collectors.toSet());
    }

    private static Set<Double> numbers(String text) {
        return NUMBER.matcher(bare(text))
                .results()
                .map(MatchResult::group)
                .map(Double::valueOf)
                .collect(Collectors.toSet());
    }

    private static <T extends Comparable<T>> Set<T> difference(Set<T> one, Set<T> other) {
        Set<T> only = new TreeSet<>(one);
        only.addAll(other);
        only.removeIf(member -> one.contains(member) && other.contains(member));
        return only;
    }
}
