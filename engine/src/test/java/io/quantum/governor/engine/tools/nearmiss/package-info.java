@NullMarked
package io.quantum.governor.engine.tools.nearmiss;

import org.jspecify.annotations.NullMarked;
