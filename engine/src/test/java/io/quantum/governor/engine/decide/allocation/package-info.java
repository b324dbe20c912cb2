/** Tests of the allocation proposer. */
@NullMarked
package io.quantum.governor.engine.decide.allocation;

import org.jspecify.annotations.NullMarked;
