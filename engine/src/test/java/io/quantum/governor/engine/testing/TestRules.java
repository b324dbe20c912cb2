package io.quantum.governor.engine.testing;

import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.Admission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The shipped rules, compiled once for all tests. */
public final class TestRules {
    /** The project's directory: the nearest one upwards that holds the rulebook. */
    public static final Path HOME = home();

    /** The shipped rulebook's directory. */
    public static final Path DIRECTORY = HOME.resolve("rules");

    private static final ActiveRules SHIPPED = ActiveRules.read(DIRECTORY, Map.of());

    /** The shipped rulebook's version. */
    public static final String VERSION = SHIPPED.rulebook().manifest().version();

    private TestRules() {}

    /** The shipped rules with the environment's thresholds laid over their own. */
    public static ActiveRules with(Map<String, String> environment) {
        return ActiveRules.of(SHIPPED.texts(), SHIPPED.rulebook(), environment);
    }

    /** As {@link #with}, ready for a daemon. */
    public static Admission.Admitted admitted(Map<String, String> environment) {
        return Admission.Admitted.untested(with(environment));
    }

    /** Copies the shipped rule files and their tests, to be changed. */
    public static void copyTo(Path directory) {
        try (Stream<Path> paths = Files.walk(DIRECTORY)) {
            for (Path path : paths.filter(p -> p.toString().matches(".*\\.(drl|yaml)"))
                    .filter(p -> !p.startsWith(DIRECTORY.resolve("target")))
                    .toList()) {
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
