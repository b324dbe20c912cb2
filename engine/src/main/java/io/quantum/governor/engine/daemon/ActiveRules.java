package io.quantum.governor.engine.daemon;

import io.quantum.governor.engine.audit.RulesInForce;
import io.quantum.governor.engine.rulebook.KeptRulebooks;
import io.quantum.governor.engine.rulebook.Rulebook;
import io.quantum.governor.engine.rulebook.RulebookCompiler;
import io.quantum.governor.engine.rulebook.RulebookFiles;
import io.quantum.governor.engine.rulebook.ThresholdValues;
import java.nio.file.Path;
import java.util.Map;

/**
 * The rulebook that decides, with the thresholds in force.
 *
 * @param rulebook the compiled rules
 * @param thresholds the rule files' values with the environment's laid over them
 * @param inForce how audit records and permits name them
 */
public record ActiveRules(Rulebook rulebook, ThresholdValues thresholds, RulesInForce inForce) {

    /**
     * Reads a rulebook and compiles it, unless it is kept compiled.
     *
     * @throws io.quantum.governor.engine.rulebook.RulebookException when a file is wrong
     * @throws IllegalArgumentException one line for each variable whose value is not allowed
     */
    public static ActiveRules read(Path directory, Map<String, String> environment) {
        Rulebook rulebook = rulebook(RulebookFiles.read(directory));
        ThresholdValues thresholds = ThresholdValues.fromEnvironment(rulebook, environment);
        return new ActiveRules(rulebook, thresholds, RulesInForce.of(rulebook, thresholds));
    }

    /** Compiles a rulebook. The launcher says where compiled rulebooks are kept; elsewhere none are. */
    public static Rulebook rulebook(RulebookFiles files) {
        String kept = System.getProperty("governor.rulebooks");
        return kept == null ? RulebookCompiler.compile(files) : new KeptRulebooks(Path.of(kept)).rulebook(files);
    }
}
