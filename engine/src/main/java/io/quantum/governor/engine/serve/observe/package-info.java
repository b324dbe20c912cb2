/** Judging the plans that another governor decides, without a trace in what both read. */
@NullMarked
package io.quantum.governor.engine.serve.observe;

import org.jspecify.annotations.NullMarked;
