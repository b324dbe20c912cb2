/**
 * How a governor and the symbols that it limits are, for people.
 *
 * <p>In: what the daemon knows, and Redis. Out: {@code GET /api/status}. Changes nothing. May depend on evaluation, on the
 * rules in force and on the loaders.
 */
@NullMarked
package io.quantum.governor.engine.serve.status;

import org.jspecify.annotations.NullMarked;
