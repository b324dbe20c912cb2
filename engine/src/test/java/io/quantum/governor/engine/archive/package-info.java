/** Tests of the archive, over real databases. */
@NullMarked
package io.quantum.governor.engine.archive;

import org.jspecify.annotations.NullMarked;
