package io.quantum.governor.engine.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How two rulebooks judge the same probes.
 *
 * @param change what the second in place of the first does, as far as the probes show; {@link Change#NONE} when none of
 *     them shows anything
 * @param probes how many there were
 * @param counts how many of them showed what
 * @param examples some of each kind, for people
 */
public record Comparison(Change change, int probes, Map<Change, Integer> counts, Map<Change, List<String>> examples) {
    private static final int MOST_EXAMPLES = 3;

    static Comparison of(Side before, Side after, Set<Probe> probes) {
        Map<Change, Integer> counts = new EnumMap<>(Change.class);
        Map<Change, List<String>> examples = new EnumMap<>(Change.class);
        for (Probe probe : probes) {
            Judgement then = before.judge(probe);
            Judgement now = after.judge(probe);
            Change change = now.comparedWith(then);
            if (change != Change.NONE) {
                counts.merge(change, 1, Integer::sum);
                List<String> some = examples.computeIfAbsent(change, unused -> new ArrayList<>());
                if (some.size() < MOST_EXAMPLES) {
                    some.add(probe.source() + ": " + then.words() + " -> " + now.words());
                }
            }
        }
        return new Comparison(sum(counts), probes.size(), counts, examples);
    }

    private static Change sum(Map<Change, Integer> counts) {
        boolean looser = counts.containsKey(Change.LOOSER);
        boolean tighter = counts.containsKey(Change.TIGHTER);
        if (counts.containsKey(Change.MIXED) || looser && tighter) {
            return Change.MIXED;
        }
        if (looser) {
            return Change.LOOSER;
        }
        if (counts.containsKey(Change.UNCLEAR)) {
            return Change.UNCLEAR;
        }
        return tighter ? Change.TIGHTER : Change.NONE;
    }
}
