package io.quantum.governor.engine.tools.replay;

import io.quantum.governor.engine.record.audit.Overrides;
import io.quantum.governor.engine.record.audit.RecordedDecision.RecordedRulebook;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import java.util.Map;

/**
 * The rulebook that decides again, with its thresholds: the rule files', with the environment laid over them, as a daemon
 * that is started here would have them. Plans that this very rulebook decided already are decided with what was
 * overridden then, unless the environment says otherwise: it was part of what decided. Rows of limits are the rulebook's.
 *
 * @param rules with the environment of now
 * @param environment variables that may override thresholds
 */
public record CandidateRules(ActiveRules rules, Map<String, String> environment) {

    /** The thresholds with which it decides a plan again. */
    ThresholdValues thresholds(RecordedRulebook decided) {
        return decided.digest().equals(rules.rulebook().digest())
                ? ThresholdValues.fromEnvironment(rules.rulebook(), environment, Overrides.of(decided))
                : rules.thresholds();
    }
}
