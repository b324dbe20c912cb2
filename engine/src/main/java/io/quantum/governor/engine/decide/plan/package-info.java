/**
 * The way of a plan: read, load, evaluate, commit.
 *
 * <p>In: entries of the plan stream. Out: permits, block records, events and audit records, each committed together with
 * the acknowledgement of its entry. Decides nothing about risk. May depend on evaluation and on the loaders.
 */
@NullMarked
package io.quantum.governor.engine.decide.plan;

import org.jspecify.annotations.NullMarked;
