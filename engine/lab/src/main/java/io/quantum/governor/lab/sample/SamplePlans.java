package io.quantum.governor.lab.sample;

import io.quantum.governor.lab.demo.SamplePlan;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Plans of all kinds: closes and opens, small and large, calm and critical; some of them nobody can read. */
final class SamplePlans {
    private static final List<String> CLOSES =
            List.of("FULL_CLOSE_PROPOSED", "PARTIAL_75", "PARTIAL_50", "PARTIAL_50", "PARTIAL_25", "PARTIAL_25");

    private static final double FLAT_USD = 20;

    private final RandomGenerator random;

    SamplePlans(RandomGenerator random) {
        this.random = random;
    }

    /** The next plan for a symbol. */
    SamplePlan next(SymbolDays symbol) {
        boolean opens = symbol.heldUsd() < FLAT_USD ? random.nextInt(8) > 0 : random.nextInt(5) < 1;
        SamplePlan plan = opens
                ? SamplePlan.open(symbol.listing(), random.nextInt(4) == 0 ? "SELL" : "BUY", 20 + random.nextInt(200))
                : SamplePlan.close(symbol.listing(), CLOSES.get(random.nextInt(CLOSES.size())));
        return odd(plan.with("kill_score", killScore()), opens);
    }

    private String killScore() {
        double score = Math.min(1, Math.abs(0.35 + 0.22 * random.nextGaussian()));
        return String.format(Locale.ROOT, "%.4f", score);
    }

    /** Most plans as they are; some lack what they need. */
    private SamplePlan odd(SamplePlan plan, boolean opens) {
        return switch (random.nextInt(400)) {
            case 0 -> plan.with("qty", "NaN");
            case 1 -> plan.with("plan_id", "");
            case 2, 3, 4 -> plan.with("decision", "SKIP");
            case 5, 6 -> plan.without("kill_score");
            case 7, 8, 9 -> opens ? plan.without("qty") : plan;
            default -> plan;
        };
    }
}
