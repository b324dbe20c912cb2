/**
 * Replay: recorded plans are decided again by another rulebook, and what would have changed is counted.
 *
 * <p>In: records, one after the other, and a rulebook. Out: a report. Decides nothing that happens. May depend on the
 * audit, on the evaluation and on how a candidate in the shadow is compared; knows nothing of Redis.
 */
@NullMarked
package io.quantum.governor.engine.tools.replay;

import org.jspecify.annotations.NullMarked;
