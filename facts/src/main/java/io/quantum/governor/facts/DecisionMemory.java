package io.quantum.governor.facts;

/**
 * Concluded: how long a decision on a plan id stands.
 *
 * @param windowSec seconds in which the same plan id is a duplicate, above 0
 */
public record DecisionMemory(long windowSec) {
    public DecisionMemory {
        if (windowSec <= 0) {
            throw new IllegalArgumentException("windowSec must be above 0, was " + windowSec);
        }
    }
}
