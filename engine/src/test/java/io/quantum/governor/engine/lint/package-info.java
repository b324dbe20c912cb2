/** Tests of lint. */
@NullMarked
package io.quantum.governor.engine.lint;

import org.jspecify.annotations.NullMarked;
