package io.quantum.governor.facts;

/**
 * Concluded: all open positions together are known well enough to count with.
 *
 * @param source the source that was believed
 * @param notionalUsd the absolute notionals of all positions summed, USD
 * @param openPositions how many positions are not flat
 */
public record KnownPortfolio(String source, double notionalUsd, int openPositions) {}
