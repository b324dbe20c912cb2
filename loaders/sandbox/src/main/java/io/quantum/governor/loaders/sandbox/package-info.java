/**
 * The outside world in a box, for the demo, the bench and the tests: an exchange, a heat gate and a Redis on this
 * machine.
 *
 * <p>In: positions, prices, heat and faults to play. Out: real HTTP and real Redis on free loopback ports, gone on close.
 * Not for production. May depend on the JDK and on the Redis binary in {@code org.signal:embedded-redis}.
 */
@NullMarked
package io.quantum.governor.loaders.sandbox;

import org.jspecify.annotations.NullMarked;
