package io.quantum.governor.facts;

/** Concluded: no source knows the symbol's position well enough to count with. */
public record UnknownPosition() {}
