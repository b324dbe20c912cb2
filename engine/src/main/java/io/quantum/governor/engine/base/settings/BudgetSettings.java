package io.quantum.governor.engine.base.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How the budget engine is run.
 *
 * @param mode {@code shadow} or {@code enforce}, as it is written into each budget
 * @param interval between the beginnings of cycles
 * @param heatPage the heat gate's page of metrics
 */
public record BudgetSettings(String mode, Duration interval, URI heatPage) {
    /** The mode in which gate 0 blocks. */
    public static final String ENFORCE = "enforce";

    private static final List<String> MODES = List.of("shadow", ENFORCE);

    /** A budget is kept for 60 s. */
    private static final int LONGEST_SEC = 59;

    static BudgetSettings of(Environment env) {
        return new BudgetSettings(
                env.parsed("P28_MODE", "shadow", "one of " + MODES, BudgetSettings::mode),
                Duration.ofSeconds(env.wholeNumber("BUDGET_COMPUTE_INTERVAL_SEC", 10, 1, LONGEST_SEC)),
                env.parsed(
                        "HEAT_GATE_METRICS_URL",
                        URI.create("http://localhost:8056/metrics"),
                        "a URL such as http://localhost:8056/metrics",
                        BudgetSettings::page));
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

    private static URI page(String text) {
        URI url = URI.create(text);
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null) {
            throw new IllegalArgumentException("not a page");
        }
        return url;
    }
}
