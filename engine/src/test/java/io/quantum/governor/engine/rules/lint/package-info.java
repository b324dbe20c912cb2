/** Tests of lint. */
@NullMarked
package io.quantum.governor.engine.rules.lint;

import org.jspecify.annotations.NullMarked;
