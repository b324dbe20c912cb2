@NullMarked
package io.quantum.governor.lab;

import org.jspecify.annotations.NullMarked;
