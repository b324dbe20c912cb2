/** Tests of what declarations say, and of how facts are made of what sources hold. */
@NullMarked
package io.quantum.governor.loaders.declared;

import org.jspecify.annotations.NullMarked;
