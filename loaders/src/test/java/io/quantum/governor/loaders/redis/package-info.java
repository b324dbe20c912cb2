/** Tests of what the exchange tells. */
@NullMarked
package io.quantum.governor.loaders.redis;

import org.jspecify.annotations.NullMarked;
