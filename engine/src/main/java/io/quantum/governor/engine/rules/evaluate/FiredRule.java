package io.quantum.governor.engine.rules.evaluate;

import java.util.List;

/**
 * A rule that fired.
 *
 * @param name the rule's name, a sentence
 * @param matched the facts it matched, in the order of its conditions
 */
public record FiredRule(String name, List<Object> matched) {}
