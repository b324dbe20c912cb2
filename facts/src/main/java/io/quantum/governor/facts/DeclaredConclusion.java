package io.quantum.governor.facts;

/** A kind of conclusion that a rule file declares for its own rules; its record is made from the declaration. */
public interface DeclaredConclusion {}
