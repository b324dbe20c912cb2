package io.quantum.governor.facts;

/**
 * Whether the executor has reported this plan id as executed ({@code quantum:stream:apply.result}).
 *
 * @param executed true when it has
 */
public record PriorExecution(boolean executed) implements Fact {}
