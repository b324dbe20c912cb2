package io.quantum.governor.loaders.declared;

import io.quantum.governor.facts.Plan;
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
    /** A symbol of which no plan is asked. */
    public static About symbol(String symbol, LocalDate day) {
        return new About(symbol, Plan.DEFAULT, Plan.DEFAULT, day);
    }
}
