@NullMarked
package io.quantum.governor.engine.rules.evaluate;

import org.jspecify.annotations.NullMarked;
