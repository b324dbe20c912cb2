package io.quantum.governor.engine.rules.rulebook;

import java.util.regex.Pattern;

/**
 * One file of a rulebook as it was read: a rule file, or a file of tests.
 *
 * @param path relative to the directory of its kind, with forward slashes: {@code gates/kill-score.drl}
 * @param text its whole text
 */
public record RuleFile(String path, String text) {
    private static final Pattern RULE = Pattern.compile("(?m)^\\s*(rule|query)\\b");

    /** Whether it holds rules; a file below {@code facts/} may hold declarations alone. */
    public boolean hasRules() {
        return RULE.matcher(text).find();
    }
}
