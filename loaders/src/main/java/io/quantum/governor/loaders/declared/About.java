package io.quantum.governor.loaders.declared;

import java.time.LocalDate;

/**
 * What a fact is about: it fills the places in the key of a declaration.
 *
 * @param symbol the traded pair
 * @param account the account that the plan names
 * @param strategy the strategy that the plan names
 * @param day the UTC day
 */
public record About(String symbol, String account, String strategy, LocalDate day) {
    /** What a plan that names no account or strategy names. */
    public static final String DEFAULT = "default";

    /** A symbol, where nobody trades for an account or by a strategy. */
    public static About symbol(String symbol, LocalDate day) {
        return new About(symbol, DEFAULT, DEFAULT, day);
    }
}
