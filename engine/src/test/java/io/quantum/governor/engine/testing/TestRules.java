package io.quantum.governor.engine.testing;

import io.quantum.governor.engine.life.ActiveRules;
import io.quantum.governor.engine.life.Admission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The shipped rules, compiled once for all tests. */
public final class TestRules {
    /** The project's directory: the nearest one upwards that holds the rulebook. */
    public static final Path HOME = home();

    /** The shipped rulebook's directory. */
    public static final Path DIRECTORY = HOME.resolve("rules");

    private static final ActiveRules SHIPPED = ActiveRules.read(DIRECTORY, Map.of());

    private TestRules() {}

    /** The shipped rules with the environment's thresholds laid over their own. */
    public static ActiveRules with(Map<String, String> environment) {
        return ActiveRules.of(SHIPPED.texts(), SHIPPED.rulebook(), environment);
    }

    /** As {@link #with}, ready for a daemon. */
    public static Admission.Admitted admitted(Map<String, String> environment) {
        return Admission.Admitted.untested(with(environment));
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
