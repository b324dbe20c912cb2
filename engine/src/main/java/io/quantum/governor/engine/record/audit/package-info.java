/** The audit: for every decision one record that is enough to understand it and to make it again. */
@NullMarked
package io.quantum.governor.engine.record.audit;

import org.jspecify.annotations.NullMarked;
