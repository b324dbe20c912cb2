/**
 * Near misses: why a rule did not fire, which Drools itself can't tell. From each rule come beginnings of it, with one
 * condition more each time; the first beginning that does not match shows the condition that failed.
 *
 * <p>In: a rulebook, and the facts and conclusions of one decision. Out: {@link
 * io.quantum.governor.engine.tools.nearmiss.NearMiss}es, in sentences. May depend on facts, the rulebook, the evaluation, and
 * the rule language's parsed form.
 */
@NullMarked
package io.quantum.governor.engine.tools.nearmiss;

import org.jspecify.annotations.NullMarked;
