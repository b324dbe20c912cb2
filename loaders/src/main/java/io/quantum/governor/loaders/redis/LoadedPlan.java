package io.quantum.governor.loaders.redis;

import io.quantum.governor.facts.Fact;
import java.time.Instant;
import java.util.List;

/**
 * A plan with everything that is known about it at one moment.
 *
 * @param entry the plan as it was published
 * @param now the moment for which all ages hold
 * @param facts all its facts, as the rules in force name them
 * @param candidate the same, as a candidate's rules name them
 * @param seen what a commit must find unchanged
 */
public record LoadedPlan(
        PlanEntry.Judgeable entry, Instant now, List<Fact> facts, CandidateFacts candidate, SymbolState seen) {}
