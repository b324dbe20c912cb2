package io.quantum.governor.facts;

/**
 * Concluded: there is nothing from which a target could be proposed.
 *
 * @param reason {@code bad_target}
 */
public record NoProposal(String reason) implements TargetAdvice {}
