package io.quantum.governor.facts;

/**
 * The emergency stop of the whole system.
 *
 * @param on whether one of the kill keys is on
 */
public record KillSwitch(boolean on) implements Fact {}
