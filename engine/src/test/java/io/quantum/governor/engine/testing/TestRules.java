package io.quantum.governor.engine.testing;

import io.quantum.governor.engine.audit.RulesInForce;
import io.quantum.governor.engine.daemon.ActiveRules;
import io.quantum.governor.engine.rulebook.Rulebook;
import io.quantum.governor.engine.rulebook.ThresholdValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The shipped rules, compiled once for all tests. */
public final class TestRules {
    /** The project's directory: the nearest one upwards that holds the rulebook. */
    public static final Path HOME = home();

    /** The shipped rulebook's directory. */
    public static final Path DIRECTORY = HOME.resolve("rules");

    private static final Rulebook SHIPPED =
            ActiveRules.read(DIRECTORY, Map.of()).rulebook();

    private TestRules() {}

    /** The shipped rules with the environment's thresholds laid over their own. */
    public static ActiveRules with(Map<String, String> environment) {
        ThresholdValues thresholds = ThresholdValues.fromEnvironment(SHIPPED, environment);
        return new ActiveRules(SHIPPED, thresholds, RulesInForce.of(SHIPPED, thresholds));
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
