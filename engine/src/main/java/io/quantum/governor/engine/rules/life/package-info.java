/**
 * The life of a rulebook: read, parse, compile, test, canaries, activate, watch. One sequence for the build, the
 * commands and the daemon.
 *
 * <p>In: a directory of files, or texts from anywhere. Out: the rules in force, and what became of each attempt to
 * replace them. May depend on the rulebook, its tests and its evaluation; knows nothing of plans.
 */
@NullMarked
package io.quantum.governor.engine.rules.life;

import org.jspecify.annotations.NullMarked;
