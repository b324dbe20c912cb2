/**
 * A candidate in the shadow: another rulebook judges every live plan after it was decided, and what it would have
 * decided otherwise is counted.
 *
 * <p>In: a candidate from Redis, and every decision that was committed. Out: totals in Redis, for all daemons together.
 * Decides nothing. May depend on the evaluation, on releases and on Redis.
 */
@NullMarked
package io.quantum.governor.engine.serve.shadow;

import org.jspecify.annotations.NullMarked;
