/** The lab's commands: {@code demo}, {@code sample} and {@code bench}. */
@NullMarked
package io.quantum.governor.lab.cli;

import org.jspecify.annotations.NullMarked;
