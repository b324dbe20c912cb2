package io.quantum.governor.engine.rules.rulebook;

/**
 * One file of a rulebook as it was read: a rule file, or a file of tests.
 *
 * @param path relative to the directory of its kind, with forward slashes: {@code gates/kill-score.drl}
 * @param text its whole text
 */
public record RuleFile(String path, String text) {}
