package io.quantum.governor.loaders.redis;

import io.quantum.governor.facts.Fact;
import java.time.Instant;
import java.util.List;

/**
 * What an engine knows of one symbol.
 *
 * @param at the moment from which ages count
 * @param facts everything that its rules judge
 */
public record SymbolFacts(String symbol, Instant at, List<Fact> facts) {}
