/**
 * What rules judge and what rules conclude: immutable records, valid by construction.
 *
 * <p>In: values that a loader has read. Out: records that rule files match and insert. A loaded fact that could not be
 * had is an {@link io.quantum.governor.facts.Unavailable}, never a null and never a zero. No number is ever NaN or
 * infinite. Depends on nothing.
 */
@NullMarked
package io.quantum.governor.facts;

import org.jspecify.annotations.NullMarked;
