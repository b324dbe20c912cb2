/** What an operator does to the running system, from a command line or from the control room: it is done, and recorded. */
@NullMarked
package io.quantum.governor.engine.serve.act;

import org.jspecify.annotations.NullMarked;
