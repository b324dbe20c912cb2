package io.quantum.governor.engine.rules.rulebook;

/**
 * What {@code rulebook.yaml} says.
 *
 * @param name the rulebook's name
 * @param version semantic version, {@code 1.0.0}
 * @param owner who answers for it
 * @param changed what is new in this version
 */
public record RulebookManifest(String name, String version, String owner, String changed) {}
