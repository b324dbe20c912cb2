/**
 * Messages that reach people: what holds now is compared with what has been told, and the difference is sent.
 *
 * <p>In: the conditions that each daemon sees, and events of operators. Out: messages to the targets that are set, by way of
 * a directory in which they wait. Decides nothing, and no plan waits for it.
 */
@NullMarked
package io.quantum.governor.engine.serve.notify;

import org.jspecify.annotations.NullMarked;
