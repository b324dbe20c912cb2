/**
 * Gauges on pages of Prometheus metrics, asked for in the background. In: declarations that name them. Out: for each the
 * fact that the page told last, or why there is none. May depend on facts, declarations and the JDK.
 */
@NullMarked
package io.quantum.governor.loaders.gauge;

import org.jspecify.annotations.NullMarked;
