/**
 * Cycles: what an engine does again and again beside the plan loop, on a fixed schedule, by one daemon at a time.
 *
 * <p>In: an interval and the body of a cycle. Out: cycles that neither drift nor overlap, writes that only the holder of
 * the lease can make, and counts of what was late or failed. May depend on loaders and metrics. Knows nothing of rules.
 */
@NullMarked
package io.quantum.governor.engine.decide.cycle;

import org.jspecify.annotations.NullMarked;
