/**
 * What a Binance USD-M futures account holds and what its symbols are worth, kept fresh in the background.
 *
 * <p>In: {@link io.quantum.governor.loaders.binance.BinanceSettings} and the venue's REST answers. Out: one
 * {@link io.quantum.governor.loaders.binance.ExchangeSnapshot}, read without waiting. Nothing here judges an age or a
 * limit. The account's key and secret, the signature and a signed query never appear in a message or a log line. May
 * depend on the JDK, Jackson and SLF4J.
 */
@NullMarked
package io.quantum.governor.loaders.binance;

import org.jspecify.annotations.NullMarked;
