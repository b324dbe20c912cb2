/**
 * Declared facts: what a rulebook says of where a fact is read, and how what is found there becomes the fact.
 *
 * <p>In: the record of a declaration, and what a source holds. Out: the fact, or why there is none. Each source has its
 * own room, which hands over {@link io.quantum.governor.loaders.declared.Row}s. May depend on facts.
 */
@NullMarked
package io.quantum.governor.loaders.declared;

import org.jspecify.annotations.NullMarked;
