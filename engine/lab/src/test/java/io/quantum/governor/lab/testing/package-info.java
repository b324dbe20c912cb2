/** What several tests of the lab need. */
@NullMarked
package io.quantum.governor.lab.testing;

import org.jspecify.annotations.NullMarked;
