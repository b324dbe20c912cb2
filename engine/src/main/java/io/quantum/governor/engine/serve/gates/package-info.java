/**
 * What each gate has done lately, and by which thresholds.
 *
 * <p>In: every decision, and the rules in force. Out: a page for people and the command that prints it. Decides nothing.
 */
@NullMarked
package io.quantum.governor.engine.serve.gates;

import org.jspecify.annotations.NullMarked;
