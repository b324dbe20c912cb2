/** Tests of the rulebook. */
@NullMarked
package io.quantum.governor.engine.rulebook;

import org.jspecify.annotations.NullMarked;
