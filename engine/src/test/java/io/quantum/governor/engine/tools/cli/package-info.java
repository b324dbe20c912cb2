/** Tests of the command line as processes of their own. */
@NullMarked
package io.quantum.governor.engine.tools.cli;

import org.jspecify.annotations.NullMarked;
