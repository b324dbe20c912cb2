package io.quantum.governor.facts;

/**
 * A kind of conclusion that a rule file declares for its own rules; its record is made from the declaration. There is at
 * most one of it for a plan.
 */
public interface DeclaredConclusion {
    /** A kind of which a plan can have several. */
    interface Several extends DeclaredConclusion {}
}
