package io.quantum.governor.loaders.redis;

import io.quantum.governor.facts.Fact;
import java.time.Instant;
import java.util.List;

/**
 * What the allocation proposer knows of a symbol.
 *
 * @param symbol the symbol whose target it is
 * @param at the moment for which ages hold
 * @param target a {@link io.quantum.governor.facts.BaseTarget}, or why there is none
 * @param efficiency a {@link io.quantum.governor.facts.CapitalEfficiency}, or why there is none
 */
public record TargetFacts(String symbol, Instant at, Fact target, Fact efficiency) {

    /** Everything that rules judge. */
    public List<Fact> facts() {
        return List.of(target, efficiency);
    }
}
