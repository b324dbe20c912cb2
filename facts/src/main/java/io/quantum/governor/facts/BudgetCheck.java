package io.quantum.governor.facts;

/**
 * Concluded: how a position compares with its budget.
 *
 * @param violation whether the position is larger than the budget
 * @param positionNotionalUsd the position, USD
 * @param budgetUsd the budget, USD
 * @param overBudgetUsd by how much the position is larger, USD; 0 when it is not
 * @param reason {@code p28_budget_violation}, {@code within_budget}, or why nobody can tell
 */
public record BudgetCheck(
        boolean violation, double positionNotionalUsd, double budgetUsd, double overBudgetUsd, String reason) {
    private static final String VIOLATION = "p28_budget_violation";
    private static final String WITHIN = "within_budget";

    public BudgetCheck {
        positionNotionalUsd = Decimals.round8(Require.notNegative("positionNotionalUsd", positionNotionalUsd));
        budgetUsd = Decimals.round8(Require.notNegative("budgetUsd", budgetUsd));
        overBudgetUsd = Decimals.round8(Require.notNegative("overBudgetUsd", overBudgetUsd));
    }

    /** Whether there was a budget to compare with. */
    public boolean compared() {
        return reason.equals(VIOLATION) || reason.equals(WITHIN);
    }

    /** The position is larger than its budget. */
    public static BudgetCheck violation(double positionNotionalUsd, double budgetUsd) {
        return new BudgetCheck(true, positionNotionalUsd, budgetUsd, positionNotionalUsd - budgetUsd, VIOLATION);
    }

    /** The position is not larger than its budget. */
    public static BudgetCheck within(double positionNotionalUsd, double budgetUsd) {
        return new BudgetCheck(false, positionNotionalUsd, budgetUsd, 0, WITHIN);
    }

    /** There is no budget to compare with; that is no violation. */
    public static BudgetCheck without(double positionNotionalUsd, String reason) {
        return new BudgetCheck(false, positionNotionalUsd, 0, 0, reason);
    }
}
