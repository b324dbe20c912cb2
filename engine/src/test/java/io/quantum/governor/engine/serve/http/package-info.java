/** Tests of the daemon's pages. */
@NullMarked
package io.quantum.governor.engine.serve.http;

import org.jspecify.annotations.NullMarked;
