/** Tests of disarms. */
@NullMarked
package io.quantum.governor.engine.disarm;

import org.jspecify.annotations.NullMarked;
