package io.quantum.governor.engine.base.settings;

import java.time.Duration;
import java.util.List;

/**
 * How the budget engine is run.
 *
 * @param mode {@code shadow} or {@code enforce}, as it is written into each budget
 * @param interval between the beginnings of cycles
 */
public record BudgetSettings(String mode, Duration interval) {
    /** The mode in which gate 0 blocks. */
    public static final String ENFORCE = "enforce";

    private static final List<String> MODES = List.of("shadow", ENFORCE);

    /** A budget is kept for 60 s. */
    private static final int LONGEST_SEC = 59;

    static BudgetSettings of(Environment env) {
        return new BudgetSettings(
                env.parsed("P28_MODE", "shadow", "one of " + MODES, BudgetSettings::mode),
                Duration.ofSeconds(env.wholeNumber("BUDGET_COMPUTE_INTERVAL_SEC", 10, 1, LONGEST_SEC)));
    }

    /** Whether violations are to block. */
    public boolean isEnforced() {
        return mode.equals(ENFORCE);
    }

    private static String mode(String text) {
        if (!MODES.contains(text)) {
            throw new IllegalArgumentException("unknown mode");
        }
        return text;
    }
}
