package io.quantum.governor.engine.allocation;

import io.quantum.governor.facts.TargetAdvice;
import io.quantum.governor.loaders.redis.TargetFacts;

/**
 * What the rules made of a symbol's target.
 *
 * @param facts what they judged
 * @param advice what they concluded
 */
record Judged(TargetFacts facts, TargetAdvice advice) {}
