package io.quantum.governor.facts;

/**
 * How far the evaluation has come: inserted once all rules have fired that can fire without it, so that a rule may ask
 * what has <em>not</em> been concluded.
 *
 * @param name {@code verdict}: every gate that was asked has answered
 */
public record Phase(String name) {}
