package io.quantum.governor.facts;

/**
 * How far the evaluation has come: inserted once all rules of the phase before have fired, so that a rule may ask what
 * has <em>not</em> been concluded.
 *
 * @param name {@code answered}: every gate that has something to say has said it; {@code verdict}: gates that stayed
 *     silent are known
 */
public record Phase(String name) {}
