package io.quantum.governor.facts;

/**
 * An earlier decision on the same plan id ({@code quantum:governor:decision:{plan_id}}).
 *
 * @param ageSec whole seconds since that decision
 */
public record PriorDecision(long ageSec) implements Fact {}
