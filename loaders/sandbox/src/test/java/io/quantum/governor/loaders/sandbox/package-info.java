/** Tests of the world in a box. */
@NullMarked
package io.quantum.governor.loaders.sandbox;

import org.jspecify.annotations.NullMarked;
