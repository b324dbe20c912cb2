package io.quantum.governor.engine.serve.release;

/**
 * A second person's consent that one release may replace another.
 *
 * @param version the release's version
 * @param digest the release's digest
 * @param replaces the digest of the release that was active when consent was given; empty for none
 * @param at when it was given
 * @param reason why
 */
public record Approval(String version, String digest, String replaces, String at, String reason)
        implements Signed.Statement {}
