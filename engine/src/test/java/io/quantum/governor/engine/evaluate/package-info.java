@NullMarked
package io.quantum.governor.engine.evaluate;

import org.jspecify.annotations.NullMarked;
