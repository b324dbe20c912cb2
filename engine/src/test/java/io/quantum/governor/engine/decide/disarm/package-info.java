/** Tests of disarms. */
@NullMarked
package io.quantum.governor.engine.decide.disarm;

import org.jspecify.annotations.NullMarked;
