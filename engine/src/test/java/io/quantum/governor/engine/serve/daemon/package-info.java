/** Tests of the daemon among others, and of its faults. */
@NullMarked
package io.quantum.governor.engine.serve.daemon;

import org.jspecify.annotations.NullMarked;
