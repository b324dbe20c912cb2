/** The pages that a daemon serves. */
@NullMarked
package io.quantum.governor.engine.serve.http;

import org.jspecify.annotations.NullMarked;
