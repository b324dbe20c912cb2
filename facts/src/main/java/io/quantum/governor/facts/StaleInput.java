package io.quantum.governor.facts;

/**
 * Concluded: an input was missing, stale or made no sense.
 *
 * @param inputType which one, as metrics name it: {@code portfolio_state}, {@code portfolio_heat}, {@code
 *     cluster_stress}, {@code market_state}, {@code position} or {@code mark_price}
 */
public record StaleInput(String inputType) {}
