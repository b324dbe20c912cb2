package io.quantum.governor.facts;

/**
 * Concluded: the symbol gets no budget now; the one that was written before runs out by itself.
 *
 * @param reason {@code portfolio_missing}, {@code portfolio_unreadable}, {@code portfolio_stale} or {@code flat}
 */
public record NoBudget(String reason) {}
