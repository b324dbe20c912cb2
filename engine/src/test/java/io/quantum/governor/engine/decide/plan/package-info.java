/** Tests of the way of a plan. */
@NullMarked
package io.quantum.governor.engine.decide.plan;

import org.jspecify.annotations.NullMarked;
