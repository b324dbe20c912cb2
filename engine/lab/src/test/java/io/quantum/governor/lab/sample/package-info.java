@NullMarked
package io.quantum.governor.lab.sample;

import org.jspecify.annotations.NullMarked;
