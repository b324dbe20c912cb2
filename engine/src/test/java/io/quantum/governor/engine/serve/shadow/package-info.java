/** Tests of the candidate in the shadow. */
@NullMarked
package io.quantum.governor.engine.serve.shadow;

import org.jspecify.annotations.NullMarked;
