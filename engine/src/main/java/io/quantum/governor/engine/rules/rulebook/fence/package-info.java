/**
 * The fence around rules: what a rule file may say, and what its compiled classes may touch.
 *
 * <p>In: the text of a rule file. Out: its parsed form and a {@link io.quantum.governor.engine.rules.rulebook.fence.Fault} for
 * everything that is not on the list of what rules may say. May depend on facts and Drools.
 */
@NullMarked
package io.quantum.governor.engine.rules.rulebook.fence;

import org.jspecify.annotations.NullMarked;
