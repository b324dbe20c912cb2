package io.quantum.governor.engine.rules.rulebook;

/** How people are told of a digest, and of the rulebook that has it. */
public final class ShortDigest {
    private static final int SHOWN = 12;

    private ShortDigest() {}

    /** The beginning of a digest, {@code 0123456789ab}; all of one that is shorter, as in a record that was altered. */
    public static String of(String digest) {
        return digest.substring(0, Math.min(SHOWN, digest.length()));
    }

    /** A version with its digest: {@code 1.0.0 (0123456789ab)}; alone when it has none. */
    public static String beside(String version, String digest) {
        return digest.isEmpty() ? version : version + " (" + of(digest) + ")";
    }
}
