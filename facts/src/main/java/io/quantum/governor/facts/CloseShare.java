package io.quantum.governor.facts;

/**
 * Concluded: the plan closes this share of the position.
 *
 * @param share above 0, at most 1
 */
public record CloseShare(double share) {
    public CloseShare {
        Require.fraction("share", share);
    }
}
