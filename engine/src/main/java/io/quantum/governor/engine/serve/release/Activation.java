package io.quantum.governor.engine.serve.release;

import io.quantum.governor.engine.tools.compare.Change;

/**
 * The order that a release shall decide from now on.
 *
 * @param action {@link #ACTIVATE} or {@link #ROLLBACK}
 * @param version the release's version
 * @param digest the release's digest
 * @param replaces the digest of the release that was active; empty for none
 * @param change what the release changes, compared with that one
 * @param at when the order was given
 * @param reason why
 */
public record Activation(
        String action, String version, String digest, String replaces, Change change, String at, String reason)
        implements Signed.Statement {
    public static final String ACTIVATE = "activate";
    public static final String ROLLBACK = "rollback";

    /**
     * What it changes when this is taken back.
     *
     * @param to the digest of the release that is gone back to
     * @param from the digest of the one that decides; when this was not the step from the one to the other, it is unclear
     */
    Change takenBack(String to, String from) {
        return replaces.equals(to) && digest.equals(from) ? change.back() : Change.UNCLEAR;
    }
}
