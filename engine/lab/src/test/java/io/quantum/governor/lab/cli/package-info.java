@NullMarked
package io.quantum.governor.lab.cli;

import org.jspecify.annotations.NullMarked;
