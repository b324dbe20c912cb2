package io.quantum.governor.engine.record.audit;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.rulebook.Rulebook;
import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.rules.rulebook.ThresholdValues;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What decides: a rulebook's identity and the thresholds in force, written once since every audit record carries them.
 *
 * @param version the rulebook's version
 * @param duplicateWindowSec how long a decision on a plan id stands, seconds; the threshold {@value #DUPLICATE_WINDOW}
 * @param json {@code {"name","version","digest","thresholds","overrides"}}
 */
public record RulesInForce(String version, long duplicateWindowSec, String json) {

    private static final String DUPLICATE_WINDOW = "intake.duplicateWindowSec";

    /** Of a rulebook with thresholds. */
    public static RulesInForce of(Rulebook rulebook, ThresholdValues thresholds) {
        if (!(thresholds.values().get(DUPLICATE_WINDOW) instanceof Long duplicateWindowSec)) {
            throw new RulebookException("the rulebook has no whole-number threshold " + DUPLICATE_WINDOW
                    + "; the governor remembers each decision for as long");
        }
        Map<String, Object> identity = new TreeMap<>(Map.of(
                "name", rulebook.manifest().name(),
                "version", rulebook.manifest().version(),
                "digest", rulebook.digest(),
                "thresholds", new TreeMap<>(thresholds.values()),
                "overrides", List.copyOf(thresholds.overrides())));
        return new RulesInForce(
                rulebook.manifest().version(),
                duplicateWindowSec,
                new String(Json.bytes(identity), StandardCharsets.UTF_8));
    }
}
