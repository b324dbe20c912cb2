@NullMarked
package io.quantum.governor.lab.demo;

import org.jspecify.annotations.NullMarked;
