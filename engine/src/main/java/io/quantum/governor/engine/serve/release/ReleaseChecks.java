package io.quantum.governor.engine.serve.release;

/**
 * What was checked before a release was signed.
 *
 * @param cases how many test cases there are; all of them passed
 * @param coverage the share of the rulebook that they show, for people: {@code 100 %}
 */
public record ReleaseChecks(int cases, String coverage) {}
