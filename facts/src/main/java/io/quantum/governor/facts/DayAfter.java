package io.quantum.governor.facts;

/**
 * Concluded: what the symbol's daily totals will be if this close is permitted.
 *
 * @param notionalUsd USD
 * @param qtyBase in the base asset
 */
public record DayAfter(double notionalUsd, double qtyBase) {
    public DayAfter {
        notionalUsd = Decimals.round8(Require.notNegative("notionalUsd", notionalUsd));
        qtyBase = Decimals.round8(Require.notNegative("qtyBase", qtyBase));
    }
}
