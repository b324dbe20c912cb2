/** Other processes of this program. */
@NullMarked
package io.quantum.governor.engine.base.process;

import org.jspecify.annotations.NullMarked;
