package io.quantum.governor.facts;

/** Concluded: no known word tells the symbol's volatility; its sigma may. */
public record NoRegimeWord() {}
