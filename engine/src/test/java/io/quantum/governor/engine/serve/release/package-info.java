/** Tests of releases. */
@NullMarked
package io.quantum.governor.engine.serve.release;

import org.jspecify.annotations.NullMarked;
