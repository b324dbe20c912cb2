package io.quantum.governor.engine.rules.ruletest;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.rules.rulebook.fence.Words;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The words that may stand at one place; any other is refused, and told which could be meant.
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

    /** What may stand there instead. */
    String hint(String word) {
        return word.matches("[0-9]+")
                ? "; a number has a point and no comma, as in 0.7"
                : "; " + Words.nearest(word, words);
    }
}
