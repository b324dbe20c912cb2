/**
 * Releases: a rulebook with its tests as one immutable, signed file, which every daemon takes from Redis at once.
 *
 * <p>In: a rulebook's directory, key files, the records in Redis. Out: release files; which release is active, verified;
 * or a sentence that says why it is refused. May depend on the rulebook, lint, its tests and Redis.
 */
@NullMarked
package io.quantum.governor.engine.serve.release;

import org.jspecify.annotations.NullMarked;
