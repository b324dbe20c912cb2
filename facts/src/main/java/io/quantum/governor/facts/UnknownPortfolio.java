package io.quantum.governor.facts;

/** Concluded: no source knows all open positions well enough to count with. */
public record UnknownPortfolio() {}
