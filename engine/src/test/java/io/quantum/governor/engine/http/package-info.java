/** Tests of the daemon's pages. */
@NullMarked
package io.quantum.governor.engine.http;

import org.jspecify.annotations.NullMarked;
