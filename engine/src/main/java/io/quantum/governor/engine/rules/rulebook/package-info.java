/**
 * The rulebook: the risk team's rule files, read, compiled and held as one immutable version.
 *
 * <p>In: a directory of rule files. Out: a compiled {@link io.quantum.governor.engine.rules.rulebook.Rulebook} with its
 * thresholds, or a sentence that says which file and line is wrong. May depend on facts and Drools.
 */
@NullMarked
package io.quantum.governor.engine.rules.rulebook;

import org.jspecify.annotations.NullMarked;
