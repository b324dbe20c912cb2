/** Tests of the archive, over real databases. */
@NullMarked
package io.quantum.governor.engine.record.archive;

import org.jspecify.annotations.NullMarked;
