package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The words that may stand at one place; any other is refused with the nearest of them.
 *
 * @param words in alphabetical order
 */
record KnownKeys(SortedSet<String> words) {

    static KnownKeys of(Collection<String> words) {
        return new KnownKeys(new TreeSet<>(words));
    }

    static KnownKeys of(String... words) {
        return of(Arrays.asList(words));
    }

    static KnownKeys componentsOf(Class<?> kind) {
        return of(Arrays.stream(kind.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
    }

    KnownKeys and(String... more) {
        TreeSet<String> all = new TreeSet<>(words);
        all.addAll(Arrays.asList(more));
        return new KnownKeys(all);
    }

    /** Refuses anything but a mapping that has only known keys. */
    void checkMapping(Place place, JsonNode mapping) {
        if (!mapping.isObject()) {
            throw place.at(mapping).fault("a mapping belongs here, with any of " + words);
        }
        mapping.properties().forEach(entry -> check(place.at(entry.getValue()), "key", entry.getKey()));
    }

    /** Refuses an unknown word; {@code what} says what it should have been. */
    void check(Place place, String what, String word) {
        if (!words.contains(word)) {
            throw place.fault("unknown " + what + " '" + word + "'" + hint(word));
        }
    }

    /** Names the nearest known word. */
    String hint(String word) {
        if (word.matches("[0-9]+")) {
            return "; a number has a point and no comma, as in 0.7";
        }
        return words.stream()
                .min(Comparator.comparingInt(known -> distance(word, known)))
                .map(nearest -> "; the nearest known one is '" + nearest + "'")
                .orElse("; none is known");
    }

    /** How many letters must be added, dropped or changed to make one word of the other (Levenshtein). */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        Arrays.setAll(above, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }
}
