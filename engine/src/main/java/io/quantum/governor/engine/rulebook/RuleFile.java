package io.quantum.governor.engine.rulebook;

/**
 * One rule file as it was read.
 *
 * @param path relative to the rulebook's directory, with forward slashes: {@code gates/kill-score.drl}
 * @param text its whole text
 */
public record RuleFile(String path, String text) {}
