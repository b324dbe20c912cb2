package io.quantum.governor.engine.record.audit;

import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;

/**
 * What decides: a rulebook's identity and the thresholds in force, as records name them.
 *
 * @param version the rulebook's version
 * @param duplicateWindowSec how long a decision on a plan id stands, seconds; the threshold {@value #DUPLICATE_WINDOW}
 * @param frame what all its records have in common
 */
public record RulesInForce(String version, long duplicateWindowSec, Frame frame) {

    private static final String DUPLICATE_WINDOW = "intake.duplicateWindowSec";

    /** Of a rulebook with thresholds. */
    public static RulesInForce of(Rulebook rulebook, ThresholdValues thresholds) {
        if (!(thresholds.values().get(DUPLICATE_WINDOW) instanceof Long duplicateWindowSec)) {
            throw new RulebookException("the rulebook has no whole-number threshold " + DUPLICATE_WINDOW
                    + "; the governor remembers each decision for as long");
        }
        return new RulesInForce(rulebook.manifest().version(), duplicateWindowSec, Frame.of(rulebook, thresholds));
    }
}
