@NullMarked
package io.quantum.governor.engine.tools.replay;

import org.jspecify.annotations.NullMarked;
