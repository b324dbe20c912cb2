/** Tests of mutation. */
@NullMarked
package io.quantum.governor.engine.mutate;

import org.jspecify.annotations.NullMarked;
