package io.quantum.governor.facts;

/** Concluded: what to think of a symbol's target. There is exactly one for each symbol. */
public sealed interface TargetAdvice permits Proposal, NoProposal {

    /** Why; a reason code of the contract. */
    String reason();
}
