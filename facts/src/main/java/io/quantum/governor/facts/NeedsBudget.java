package io.quantum.governor.facts;

/** Concluded: the symbol has a position, or may have one for all that is known. */
public record NeedsBudget() {}
