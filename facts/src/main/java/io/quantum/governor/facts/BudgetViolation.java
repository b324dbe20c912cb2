package io.quantum.governor.facts;

/**
 * The newest event that says the symbol's position exceeds its budget ({@code quantum:stream:budget.violation}).
 *
 * @param positionNotionalUsd the position then, USD
 * @param budgetUsd the budget then, USD
 * @param ageSec whole seconds since the event; negative when its timestamp is in the future
 */
public record BudgetViolation(double positionNotionalUsd, double budgetUsd, long ageSec) implements Fact {
    public BudgetViolation {
        positionNotionalUsd = Decimals.round8(Require.finite("positionNotionalUsd", positionNotionalUsd));
        budgetUsd = Decimals.round8(Require.finite("budgetUsd", budgetUsd));
    }
}
