/**
 * Evaluation: facts in, one verdict out, with every rule that fired on the way.
 *
 * <p>May depend on facts and on the rulebook. Knows nothing of Redis, of HTTP or of what a gate means.
 */
@NullMarked
package io.quantum.governor.engine.rules.evaluate;

import org.jspecify.annotations.NullMarked;
