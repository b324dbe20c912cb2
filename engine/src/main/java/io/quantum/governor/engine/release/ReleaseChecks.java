package io.quantum.governor.engine.release;

/**
 * What was checked before a release was signed.
 *
 * @param cases how many test cases there are; all of them passed
 * @param coverage what they cover, in words; {@link #NOT_MEASURED} when nobody measured it
 */
public record ReleaseChecks(int cases, String coverage) {
    /** Unknown, which is not zero. */
    public static final String NOT_MEASURED = "not measured";
}
