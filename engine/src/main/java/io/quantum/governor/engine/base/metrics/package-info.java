/** Prometheus metrics with the names of the contract. */
@NullMarked
package io.quantum.governor.engine.base.metrics;

import org.jspecify.annotations.NullMarked;
