/** The command line. */
@NullMarked
package io.quantum.governor.engine.cli;

import org.jspecify.annotations.NullMarked;
