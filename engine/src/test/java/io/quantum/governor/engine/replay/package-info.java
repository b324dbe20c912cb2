@NullMarked
package io.quantum.governor.engine.replay;

import org.jspecify.annotations.NullMarked;
