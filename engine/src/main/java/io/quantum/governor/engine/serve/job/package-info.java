/**
 * Long work that people ask of a daemon by the control room: the program's own commands, each in a process of its own at the
 * lowest priority, one at a time.
 */
@NullMarked
package io.quantum.governor.engine.serve.job;

import org.jspecify.annotations.NullMarked;
