package io.quantum.governor.facts;

/**
 * What closes have reduced of the symbol since midnight UTC; a day without closes has totals of 0.
 *
 * @param notionalUsd USD, of the closes that had a price
 * @param qtyBase in the base asset, of all closes
 */
public record DailyTotals(double notionalUsd, double qtyBase) implements Fact {
    public DailyTotals {
        notionalUsd = Decimals.round8(Require.notNegative("notionalUsd", notionalUsd));
        qtyBase = Decimals.round8(Require.notNegative("qtyBase", qtyBase));
    }
}
