/** Runs the rule tests of this module in the build; knows nothing of any rule. */
@NullMarked
package io.quantum.governor.rules;

import org.jspecify.annotations.NullMarked;
