/**
 * A recorded sample to try things on: plans of simulated days, decided by a real rulebook, as audit records.
 *
 * <p>In: a rulebook and how many plans. Out: records, as an export holds them. Nothing outside is read. May depend on
 * the demo's plans, on the evaluation and on the audit.
 */
@NullMarked
package io.quantum.governor.lab.sample;

import org.jspecify.annotations.NullMarked;
