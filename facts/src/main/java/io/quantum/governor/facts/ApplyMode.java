package io.quantum.governor.facts;

import java.util.List;

/**
 * The mode in which the executor applies plans.
 *
 * @param name {@code production}, {@code testnet} or {@code dry_run}
 */
public record ApplyMode(String name) implements Fact {
    /** The modes that the contract knows. */
    public static final List<String> NAMES = List.of("production", "testnet", "dry_run");

    /** What counts where a mode is set that nobody knows: in it all gates that protect money are enforced. */
    public static final String STRICTEST = "production";

    /** Whether this is a mode that the contract knows. */
    public static boolean isKnown(String name) {
        return NAMES.contains(name);
    }
}
