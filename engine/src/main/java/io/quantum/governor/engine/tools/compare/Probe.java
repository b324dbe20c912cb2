package io.quantum.governor.engine.tools.compare;

import io.quantum.governor.engine.rules.rulebook.Part;
import io.quantum.governor.facts.ApplyMode;
import io.quantum.governor.facts.Fact;
import java.util.List;
import java.util.Map;

/**
 * Facts that both rulebooks judge. Two probes are the same when both rulebooks are given the same.
 *
 * @param part whose rules judge them
 * @param thresholds values that hold for this probe in both, as texts by their qualified names
 * @param facts what is known
 * @param test which it comes from, for people
 */
record Probe(Part part, Map<String, String> thresholds, List<Fact> facts, String test) {
    /** For people: the test, with the mode of a plan. */
    String source() {
        String mode = facts.stream()
                .filter(ApplyMode.class::isInstance)
                .map(fact -> ", " + ((ApplyMode) fact).name())
                .findFirst()
                .orElse("");
        return "as in \"" + test + "\"" + mode;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Probe probe
                && part == probe.part
                && thresholds.equals(probe.thresholds)
                && facts.equals(probe.facts);
    }

    @Override
    public int hashCode() {
        return 31 * thresholds.hashCode() + facts.hashCode();
    }
}
