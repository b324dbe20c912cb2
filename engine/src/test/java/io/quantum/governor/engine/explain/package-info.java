@NullMarked
package io.quantum.governor.engine.explain;

import org.jspecify.annotations.NullMarked;
