package io.quantum.governor.facts;

/**
 * Concluded: the executor has to be put into dry_run.
 *
 * @param reason the reason code
 * @param context what was seen
 */
public record Disarm(String reason, Context context) {}
