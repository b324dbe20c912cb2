/**
 * Limits with scopes: the rows that give a threshold another value for a symbol, a strategy or an account.
 *
 * <p>In: the text of {@code limits.yaml} or {@code limits.csv}. Out: the row that counts for a plan, or what is wrong with
 * which line. Whether a threshold exists and allows a value is looked at by the rulebook.
 */
@NullMarked
package io.quantum.governor.engine.rules.rulebook.limits;

import org.jspecify.annotations.NullMarked;
