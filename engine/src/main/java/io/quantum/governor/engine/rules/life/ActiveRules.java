package io.quantum.governor.engine.rules.life;

import io.quantum.governor.engine.record.audit.RulesInForce;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import java.nio.file.Path;
import java.util.Map;

/**
 * A rulebook that decides, with the thresholds in force. Immutable: what decides next is another one.
 *
 * @param texts what it was made of
 * @param rulebook the compiled rules
 * @param thresholds the rule files' values with the environment's laid over them
 * @param inForce how audit records and permits name them
 */
public record ActiveRules(RulebookTexts texts, Rulebook rulebook, ThresholdValues thresholds, RulesInForce inForce) {

    /**
     * Reads a rulebook and compiles it, unless it is kept compiled. Its tests are not run: what is to decide real plans
     * goes through {@link Admission}.
     *
     * @throws io.quantum.governor.engine.rules.rulebook.RulebookException when a file is wrong
     * @throws IllegalArgumentException one line for each variable whose value is not allowed
     */
    public static ActiveRules read(Path directory, Map<String, String> environment) {
        RulebookTexts texts = RulebookTexts.read(directory);
        return of(texts, RulebookCompiler.compile(RulebookFiles.of(texts)), environment);
    }

    /** Lays the environment over the thresholds of compiled rules. */
    public static ActiveRules of(RulebookTexts texts, Rulebook rulebook, Map<String, String> environment) {
        ThresholdValues thresholds = ThresholdValues.fromEnvironment(rulebook, environment);
        return new ActiveRules(texts, rulebook, thresholds, RulesInForce.of(rulebook, thresholds));
    }

    /** How people are told of it: {@code quantum-governor 1.0.0 (0123456789ab)}. */
    public String title() {
        return rulebook.manifest().name() + " "
                + ShortDigest.beside(rulebook.manifest().version(), rulebook.digest());
    }
}
