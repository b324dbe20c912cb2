@NullMarked
package io.quantum.governor.engine.ruletest;

import org.jspecify.annotations.NullMarked;
