/** Tests of mutation. */
@NullMarked
package io.quantum.governor.engine.tools.mutate;

import org.jspecify.annotations.NullMarked;
