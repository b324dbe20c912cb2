/** Tests of the comparison of rulebooks. */
@NullMarked
package io.quantum.governor.engine.tools.compare;

import org.jspecify.annotations.NullMarked;
