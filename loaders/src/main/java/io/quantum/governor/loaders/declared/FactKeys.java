package io.quantum.governor.loaders.declared;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The keys of Redis that a rulebook may read: the operator's word, not the rulebook's.
 *
 * @param patterns whole keys, in which {@code *} stands for anything
 */
public record FactKeys(List<String> patterns) {
    /** The variable that names them, with commas between them. */
    public static final String VARIABLE = "GOV_FACT_KEYS";

    private static final String OTHERWISE = "quantum:*";

    /** As the environment says. */
    public static FactKeys of(Map<String, String> environment) {
        String said = environment.getOrDefault(VARIABLE, "").strip();
        return new FactKeys(Arrays.stream((said.isEmpty() ? OTHERWISE : said).split(","))
                .map(String::strip)
                .toList());
    }

    /** Whether a source may be read; of one that is no key in Redis always. */
    public boolean allow(FactSource source) {
        if (source instanceof FactSource.OfRedis redis) {
            return allow(redis.key().text());
        }
        return !(source instanceof FactSource.OfStream stream) || allow(stream.key());
    }

    /** A place in a key may be filled by anything, and only a star stands for that. */
    private boolean allow(String key) {
        return patterns.stream()
                .anyMatch(pattern -> key.matches(Arrays.stream(pattern.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"))));
    }
}
