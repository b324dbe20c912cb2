package io.quantum.governor.facts;

/**
 * The mode in which the executor applies plans.
 *
 * @param name {@code production}, {@code testnet} or {@code dry_run}
 */
public record ApplyMode(String name) implements Fact {}
