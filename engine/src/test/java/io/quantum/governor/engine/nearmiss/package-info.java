@NullMarked
package io.quantum.governor.engine.nearmiss;

import org.jspecify.annotations.NullMarked;
