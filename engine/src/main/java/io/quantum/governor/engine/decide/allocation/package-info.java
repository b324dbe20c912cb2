/**
 * The allocation proposer: what each symbol's target would be by its efficiency, in shadow only.
 *
 * <p>In: targets and efficiencies, as facts. Out: proposals as rules conclude them, in a stream and in shadow keys. No
 * target is ever written. May depend on the cycle, the evaluation and the loaders.
 */
@NullMarked
package io.quantum.governor.engine.decide.allocation;

import org.jspecify.annotations.NullMarked;
