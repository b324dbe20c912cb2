@NullMarked
package io.quantum.governor.engine.base.metrics;

import org.jspecify.annotations.NullMarked;
