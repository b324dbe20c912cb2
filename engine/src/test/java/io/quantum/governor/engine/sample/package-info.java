@NullMarked
package io.quantum.governor.engine.sample;

import org.jspecify.annotations.NullMarked;
