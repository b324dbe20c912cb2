/** Tests of the rulebook. */
@NullMarked
package io.quantum.governor.engine.rules.rulebook;

import org.jspecify.annotations.NullMarked;
