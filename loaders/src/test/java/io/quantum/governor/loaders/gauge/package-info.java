/** Tests of gauges over real HTTP. */
@NullMarked
package io.quantum.governor.loaders.gauge;

import org.jspecify.annotations.NullMarked;
