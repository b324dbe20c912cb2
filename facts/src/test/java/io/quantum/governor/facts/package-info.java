/** Tests of facts that reckon. */
@NullMarked
package io.quantum.governor.facts;

import org.jspecify.annotations.NullMarked;
