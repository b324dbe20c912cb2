package io.quantum.governor.engine.testing;

import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.Admission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rules of the engine's tests, compiled once for all of them. They are not the shipped ones, so that those can be
 * changed by people who know no Java, and no test of the engine minds.
 */
public final class TestRules {
    /** The project's directory: the nearest one upwards that holds the shipped rulebook. */
    public static final Path HOME = home();

    /** The shipped rulebook's directory, for what has to be true of it whatever its thresholds are. */
    public static final Path SHIPPED = HOME.resolve("rules");

    /** The directory of the tests' rulebook. */
    public static final Path DIRECTORY = HOME.resolve("engine/src/test/rulebook");

    private static final ActiveRules RULES = ActiveRules.read(DIRECTORY, Map.of());

    /** The version of the tests' rulebook. */
    public static final String VERSION = RULES.rulebook().manifest().version();

    private TestRules() {}

    /** The rules with the environment's thresholds laid over their own. */
    public static ActiveRules with(Map<String, String> environment) {
        return ActiveRules.of(RULES.texts(), RULES.rulebook(), environment);
    }

    /** As {@link #with}, ready for a daemon. */
    public static Admission.Admitted admitted(Map<String, String> environment) {
        return Admission.Admitted.untested(with(environment));
    }

    /** Copies the rule files and their tests, to be changed. */
    public static void copyTo(Path directory) {
        try (Stream<Path> paths = Files.walk(DIRECTORY)) {
            for (Path path :
                    paths.filter(p -> p.toString().matches(".*\\.(drl|yaml)")).toList()) {
                Path copy = directory.resolve(DIRECTORY.relativize(path));
                Files.createDirectories(copy.resolveSibling("."));
                Files.copy(path, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path home() {
        Path start = Path.of("").toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("rules/rulebook.yaml"))) {
                return at;
            }
        }
        throw new IllegalStateException("no rules/rulebook.yaml in or above " + start);
    }
}
