package io.quantum.governor.facts;

/**
 * A kind of fact that a rulebook declares. Its record is made from the declaration, and carries it: {@link ReadFrom} on
 * the type, {@link FieldOf} on each component.
 */
public non-sealed interface DeclaredFact extends Fact {}
