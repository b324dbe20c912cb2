/**
 * The governor on a stage: a Redis, an exchange and a feeder of plans in a box, and the real daemon deciding.
 *
 * <p>In: scenes, which set the stage and publish plans. Out: a line for each decision, and a summary. Nothing goes around
 * the daemon: plans go in by the stream, and decisions are heard of like everybody else's. May depend on the daemon and
 * on the sandbox.
 */
@NullMarked
package io.quantum.governor.lab.demo;

import org.jspecify.annotations.NullMarked;
