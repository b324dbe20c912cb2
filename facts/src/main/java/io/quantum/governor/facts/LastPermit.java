package io.quantum.governor.facts;

/**
 * The symbol's last permit ({@code quantum:governor:last_exec:{symbol}}).
 *
 * @param ageSec whole seconds since it was issued; negative when its timestamp is in the future
 */
public record LastPermit(long ageSec) implements Fact {}
