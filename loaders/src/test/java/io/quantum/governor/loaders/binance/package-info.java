/** Tests of what the exchange tells. */
@NullMarked
package io.quantum.governor.loaders.binance;

import org.jspecify.annotations.NullMarked;
