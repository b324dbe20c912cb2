/** Tests of what the environment says. */
@NullMarked
package io.quantum.governor.engine.base.settings;

import org.jspecify.annotations.NullMarked;
