@NullMarked
package io.quantum.governor.loaders;

import org.jspecify.annotations.NullMarked;
