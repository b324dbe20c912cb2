/** Tests of the fence around rules. */
@NullMarked
package io.quantum.governor.engine.rules.rulebook.fence;

import org.jspecify.annotations.NullMarked;
