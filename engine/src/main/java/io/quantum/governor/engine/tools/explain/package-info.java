/**
 * Explanations: why a plan was permitted or blocked, in sentences that need no knowledge of rules or of Java.
 *
 * <p>In: audit records, and the rulebook that decided. Out: {@link io.quantum.governor.engine.tools.explain.Explanation}s and
 * rule tests. Changes nothing. May depend on facts, the audit and its archive, the rulebook, the evaluation, near misses,
 * releases, and rule tests.
 */
@NullMarked
package io.quantum.governor.engine.tools.explain;

import org.jspecify.annotations.NullMarked;
