/** Tests of the allocation proposer. */
@NullMarked
package io.quantum.governor.engine.allocation;

import org.jspecify.annotations.NullMarked;
