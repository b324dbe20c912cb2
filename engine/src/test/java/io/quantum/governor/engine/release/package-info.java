/** Tests of releases. */
@NullMarked
package io.quantum.governor.engine.release;

import org.jspecify.annotations.NullMarked;
