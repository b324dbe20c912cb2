package io.quantum.governor.engine.rules.rulebook.fence;

import com.github.difflib.DiffUtils;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells which word somebody probably meant. */
public final class Words {
    /** So many words are told one by one: of a few, the one that is meant need not be the one that looks like it. */
    private static final int FEW = 6;

    private static final int MOST_TYPOS = 2;
    /** Two other letters make another word of a shorter one. */
    private static final int SHORTEST = 7;

    private Words() {}

    /**
     * The remedy for a word that is not known.
     *
     * @param word as it was written
     * @param known every word that may stand there
     * @return {@code known here: 'PERMIT', 'BLOCK'}, the most similar one first, where there are a few; else
     *     {@code the nearest known one is 'action'}
     */
    public static String nearest(String word, Collection<String> known) {
        List<String> nearestFirst = known.stream()
                .distinct()
                .sorted(Comparator.comparingInt((String k) -> distance(word, k))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        if (nearestFirst.isEmpty()) {
            return "none is known here";
        }
        return nearestFirst.size() <= FEW
                ? nearestFirst.stream().collect(Collectors.joining("', '", "known here: '", "'"))
                : "the nearest known one is '" + nearestFirst.get(0) + "'";
    }

    /** Whether a word is one of those that are known but for two letters at most, and not just a short one. */
    public static boolean isTypo(String word, Collection<String> known) {
        return known.stream().anyMatch(k -> k.length() >= SHORTEST && distance(word, k) <= MOST_TYPOS);
    }

    /** How many letters must be added, dropped or changed to make one word of the other, whatever their case. */
    private static int distance(String one, String other) {
        return DiffUtils.diff(letters(one), letters(other)).getDeltas().stream()
                .mapToInt(change ->
                        Math.max(change.getSource().size(), change.getTarget().size()))
                .sum();
    }

    private static List<Integer> letters(String word) {
        return word.toLowerCase(Locale.ROOT).codePoints().boxed().toList();
    }
}
