/**
 * The budget engine: works out each symbol's portfolio budget and says when its position is larger.
 *
 * <p>In: facts about the portfolio and each symbol, and the rules of the part {@code budget}. Out: budget hashes,
 * violation events, metrics, and answers over HTTP. May depend on cycles, evaluation, metrics, HTTP and loaders.
 */
@NullMarked
package io.quantum.governor.engine.decide.budget;

import org.jspecify.annotations.NullMarked;
