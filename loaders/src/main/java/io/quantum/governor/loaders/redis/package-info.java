/**
 * Redis: plans and the facts about them come in, typed; nothing is decided.
 *
 * <p>In: streams and keys of the contract. Out: plan entries, facts, and the state that a commit must find unchanged. A
 * key that holds nonsense becomes an {@link io.quantum.governor.facts.Unavailable}; a Redis that can't be reached is an
 * exception. Server-side scripts of the engine are sent by {@link io.quantum.governor.loaders.redis.Script}. May depend on facts. Never sees Drools.
 */
@NullMarked
package io.quantum.governor.loaders.redis;

import org.jspecify.annotations.NullMarked;
