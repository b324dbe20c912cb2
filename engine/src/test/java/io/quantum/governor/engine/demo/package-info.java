@NullMarked
package io.quantum.governor.engine.demo;

import org.jspecify.annotations.NullMarked;
