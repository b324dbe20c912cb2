@NullMarked
package io.quantum.governor.engine.rules.rulebook.limits;

import org.jspecify.annotations.NullMarked;
