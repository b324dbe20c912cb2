/**
 * The bench: what a decision costs, measured on real processes over real sockets, beside the floor that Redis and the
 * client library set in the same run.
 */
@NullMarked
package io.quantum.governor.lab.bench;

import org.jspecify.annotations.NullMarked;
