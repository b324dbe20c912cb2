/** Tests of what the environment says. */
@NullMarked
package io.quantum.governor.engine.settings;

import org.jspecify.annotations.NullMarked;
