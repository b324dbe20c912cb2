package io.quantum.governor.engine.compare;

import io.quantum.governor.engine.rulebook.Part;
import io.quantum.governor.facts.Fact;
import java.util.List;
import java.util.Map;

/**
 * Facts that both rulebooks judge. Two probes are the same when both rulebooks are given the same.
 *
 * @param part whose rules judge them
 * @param thresholds values that hold for this probe in both, as texts by their qualified names
 * @param facts what is known
 * @param source which test it comes from, for people
 */
record Probe(Part part, Map<String, String> thresholds, List<Fact> facts, String source) {
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
