package io.quantum.governor.loaders;

import java.util.Locale;
import java.util.Optional;

/** Reads true and false as people and other programs write them. */
public final class WireSwitch {
    private WireSwitch() {}

    /** {@code true}, {@code 1}, {@code yes} or {@code on}, and their opposites, in any case; empty for anything else. */
    public static Optional<Boolean> parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> Optional.of(true);
            case "false", "0", "no", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
