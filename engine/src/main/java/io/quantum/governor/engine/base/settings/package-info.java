/** The daemon's settings, out of the environment; all faults are told at once. */
@NullMarked
package io.quantum.governor.engine.base.settings;

import org.jspecify.annotations.NullMarked;
