/** The command line. */
@NullMarked
package io.quantum.governor.engine.tools.cli;

import org.jspecify.annotations.NullMarked;
