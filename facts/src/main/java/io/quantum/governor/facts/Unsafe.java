package io.quantum.governor.facts;

/**
 * Concluded: something happened under which no orders should be executed.
 *
 * @param reason the reason code
 * @param context what was seen
 */
public record Unsafe(String reason, Context context) {}
