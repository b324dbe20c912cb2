package io.quantum.governor.facts;

/**
 * Whether the governor watches an exchange account itself.
 *
 * @param configured whether it has credentials for one
 */
public record Exchange(boolean configured) implements Fact {}
