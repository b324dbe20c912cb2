package io.quantum.governor.facts;

/**
 * Concluded: the symbol's price is known well enough to count with.
 *
 * @param source the source that was believed
 * @param usd USD for one unit of the base asset
 */
public record KnownPrice(String source, double usd) {}
