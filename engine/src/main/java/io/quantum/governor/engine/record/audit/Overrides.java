package io.quantum.governor.engine.record.audit;

import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRulebook;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The thresholds that an operator had set when a plan was decided. */
public final class Overrides {
    /** As the daemon writes them: {@code GOV_KILL_SCORE_CRITICAL=0.9 overrides killScore.critical 0.8}. */
    private static final Pattern SENTENCE = Pattern.compile(".+=.* overrides ([A-Za-z0-9.]+) .+");

    private Overrides() {}

    /** Their values, as texts, by their qualified names. */
    public static Map<String, String> of(RecordedRulebook rulebook) {
        Map<String, String> overridden = new TreeMap<>();
        for (String sentence : rulebook.overrides()) {
            Matcher named = SENTENCE.matcher(sentence);
            if (named.matches() && rulebook.thresholds().containsKey(named.group(1))) {
                overridden.put(
                        named.group(1),
                        Objects.requireNonNull(rulebook.thresholds().get(named.group(1))));
            }
        }
        return overridden;
    }
}
