package io.quantum.governor.engine.tools.cli;

import java.nio.file.Path;
import java.util.Objects;

/** The rulebook of a command that is told of none. */
public final class RulesDirectory {
    private RulesDirectory() {}

    /** The directory that {@code GOV_RULES_DIR} names, else the shipped one. */
    public static Path ofEnvironment() {
        String named = Objects.requireNonNullElse(System.getenv("GOV_RULES_DIR"), "");
        return named.isBlank() ? shipped() : Path.of(named.strip());
    }

    /** The launcher says where the project is; the rules lie in it. */
    public static Path shipped() {
        return Path.of(System.getProperty("governor.home", ".")).resolve("rules");
    }
}
