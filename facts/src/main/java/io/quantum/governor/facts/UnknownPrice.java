package io.quantum.governor.facts;

/** Concluded: no source knows the symbol's price well enough to count with. */
public record UnknownPrice() {}
