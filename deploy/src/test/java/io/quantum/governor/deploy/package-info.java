/** What is installed, tried as it is installed. */
@NullMarked
package io.quantum.governor.deploy;

import org.jspecify.annotations.NullMarked;
