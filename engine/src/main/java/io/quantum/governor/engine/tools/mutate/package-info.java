/**
 * Mutation: the rules are made wrong in one place at a time, to see whether a test notices.
 *
 * <p>In: a rulebook and its tests, all of which pass. Out: the {@link io.quantum.governor.engine.tools.mutate.Mutant}s that no
 * test notices. May depend on the rulebook, the rule tests, and the rule language's parsed form.
 */
@NullMarked
package io.quantum.governor.engine.tools.mutate;

import org.jspecify.annotations.NullMarked;
