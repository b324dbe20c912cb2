/**
 * Two rulebooks side by side: what differs, and whether that makes the governor tighter or looser. Nobody declares it:
 * both decide the same plans, and their outcomes are compared.
 *
 * <p>In: two directories with rules and tests. Out: a {@link io.quantum.governor.engine.tools.compare.RulebookDiff}. May depend
 * on the rulebook, its tests and the evaluation.
 */
@NullMarked
package io.quantum.governor.engine.tools.compare;

import org.jspecify.annotations.NullMarked;
