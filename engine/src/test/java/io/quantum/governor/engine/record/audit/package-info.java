@NullMarked
package io.quantum.governor.engine.record.audit;

import org.jspecify.annotations.NullMarked;
