package io.quantum.governor.lab.testing;

import java.nio.file.Path;
import java.util.Map;

/** The rulebook of the engine's tests, for what depends on the rules' values: the shipped ones may change at any time. */
public final class TestRules {
    /** Its directory. */
    public static final Path DIRECTORY = Path.of(System.getProperty("governor.home"), "engine/src/test/rulebook");

    /** The environment of a command that takes it in place of the shipped one. */
    public static final Map<String, String> ENVIRONMENT = Map.of("GOV_RULES_DIR", DIRECTORY.toString());

    private TestRules() {}
}
