@NullMarked
package io.quantum.governor.engine.rules.ruletest;

import org.jspecify.annotations.NullMarked;
