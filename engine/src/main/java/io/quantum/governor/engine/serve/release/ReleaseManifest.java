package io.quantum.governor.engine.serve.release;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a release says of itself; this is what its releaser signs.
 *
 * @param name the rulebook's name
 * @param version the rulebook's version, {@code 1.2.0}: also the release's
 * @param owner who answers for the rulebook
 * @param changed what {@code rulebook.yaml} says is new
 * @param rulebook the digest by which decisions name the rulebook
 * @param at when it was made
 * @param user the name of the user who made it, as the system knows it
 * @param reason why it was made
 * @param checks what was checked before it was signed
 * @param files every file with the SHA-256 of its bytes
 */
public record ReleaseManifest(
        String name,
        String version,
        String owner,
        String changed,
        String rulebook,
        String at,
        String user,
        String reason,
        ReleaseChecks checks,
        List<Digest> files)
        implements Signed.Statement {
    private static final Pattern VERSION =
            Pattern.compile("[0-9]{1,9}\\.[0-9]{1,9}\\.[0-9]{1,9}(-[0-9A-Za-z.]{1,40})?");

    public ReleaseManifest {
        requireVersion(version);
        files = List.copyOf(files);
    }

    /** A file and the SHA-256 of its bytes. */
    public record Digest(String path, String sha256) {}

    /** Whether this looks like {@code 1.2.0}. */
    public static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    /**
     * Refuses what is no version.
     *
     * @return the version
     * @throws ReleaseException saying what a version looks like
     */
    public static String requireVersion(String version) {
        if (!isVersion(version)) {
            throw new ReleaseException("'" + version + "' is not a version like 1.2.0");
        }
        return version;
    }
}
