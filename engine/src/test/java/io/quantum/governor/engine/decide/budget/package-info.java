/** Tests of the budget engine, with a real Redis and a real page of heat. */
@NullMarked
package io.quantum.governor.engine.decide.budget;

import org.jspecify.annotations.NullMarked;
