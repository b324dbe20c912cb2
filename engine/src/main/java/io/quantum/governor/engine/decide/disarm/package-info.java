/**
 * Carries out a disarm: puts the executor into dry_run by its configuration file and restarts it, once for all daemons.
 * Whether to do so is concluded by rules.
 *
 * <p>In: disarms that are wanted, in Redis; evaluation errors. Out: the file, its back-up, a restart; the day's lock, the
 * event. May depend on facts, evaluation and the rules in force. The plan loop never waits for it.
 */
@NullMarked
package io.quantum.governor.engine.decide.disarm;

import org.jspecify.annotations.NullMarked;
