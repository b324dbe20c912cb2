@NullMarked
package io.quantum.governor.engine.tools.explain;

import org.jspecify.annotations.NullMarked;
