/**
 * What all loaders share in reading what other programs write. May depend on facts.
 */
@NullMarked
package io.quantum.governor.loaders;

import org.jspecify.annotations.NullMarked;
