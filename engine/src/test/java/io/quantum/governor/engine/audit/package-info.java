@NullMarked
package io.quantum.governor.engine.audit;

import org.jspecify.annotations.NullMarked;
