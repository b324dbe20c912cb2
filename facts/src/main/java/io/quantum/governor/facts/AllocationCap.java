package io.quantum.governor.facts;

/**
 * Concluded: the position is above the symbol's allocation target, of which other programs are told.
 *
 * @param mode the target's mode
 * @param confidence how sure the allocation brain is, as it wrote it; empty when it wrote none
 */
public record AllocationCap(String mode, String confidence) {}
