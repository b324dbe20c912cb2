/** Tests of cycles: schedule, lease and fenced writes. */
@NullMarked
package io.quantum.governor.engine.decide.cycle;

import org.jspecify.annotations.NullMarked;
