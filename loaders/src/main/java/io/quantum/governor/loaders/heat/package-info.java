/**
 * How hot the portfolio is, from the heat gate's page of metrics. In: its URL. Out: one fact for each time it is asked.
 * May depend on facts and the JDK.
 */
@NullMarked
package io.quantum.governor.loaders.heat;

import org.jspecify.annotations.NullMarked;
