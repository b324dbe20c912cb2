package io.quantum.governor.engine.rules.rulebook.fence;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.drools.util.StringUtils;

/** Finds the known word that somebody probably meant. */
public final class Words {
    private Words() {}

    /**
     * The remedy for a word that is not known.
     *
     * @param word as it was written
     * @param known every word that may stand there
     * @return {@code write 'action'}, the known word that is most similar
     */
    public static String nearest(String word, Collection<String> known) {
        return known.stream()
                .max(Comparator.comparingDouble((String k) -> similarity(word, k))
                        .thenComparing(Comparator.reverseOrder()))
                .map(nearest -> "the nearest known one is '" + nearest + "'")
                .orElse("none is known here");
    }

    private static double similarity(String one, String other) {
        return StringUtils.stringSimilarity(
                one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT), StringUtils.SIMILARITY_STRATS.DICE);
    }
}
