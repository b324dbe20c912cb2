/** The daemon: wires everything by hand and ends it cleanly. */
@NullMarked
package io.quantum.governor.engine.serve.daemon;

import org.jspecify.annotations.NullMarked;
