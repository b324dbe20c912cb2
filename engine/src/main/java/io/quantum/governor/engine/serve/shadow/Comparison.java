package io.quantum.governor.engine.serve.shadow;

/**
 * What a candidate would have changed for one plan.
 *
 * @param result one of the words below
 * @param gate the number of the gate whose block one of both gave and the other did not; of {@link #OTHER_REASON} the
 *     candidate's; empty when no gate did
 * @param reason why there is no permit, by the same one; empty when both permit
 */
public record Comparison(String result, String gate, String reason) {
    /** Both decide the same. */
    public static final String AGREE = "agree";
    /** The candidate gives no permit where there was one. */
    public static final String NEWLY_BLOCKED = "newly_blocked";
    /** The candidate permits what was not permitted. */
    public static final String NEWLY_PERMITTED = "newly_permitted";
    /** Neither permits, for different reasons. */
    public static final String OTHER_REASON = "other_reason";
    /** Both permit, with another quantity or downsize hint. */
    public static final String OTHER_PERMIT = "other_permit";
    /** The candidate was too slow, and the plan was not compared. */
    public static final String MISSED = "missed";

    private static final Comparison SAME = new Comparison(AGREE, "", "");

    /** Compares what the rules in force said with what the candidate says. */
    public static Comparison of(Said active, Said candidate) {
        if (active.equals(candidate)) {
            return SAME;
        }
        if (active.isPermit()) {
            return candidate.isPermit()
                    ? new Comparison(OTHER_PERMIT, "", "")
                    : new Comparison(NEWLY_BLOCKED, candidate.gate(), candidate.why());
        }
        return candidate.isPermit()
                ? new Comparison(NEWLY_PERMITTED, active.gate(), active.why())
                : new Comparison(OTHER_REASON, candidate.gate(), candidate.why());
    }

    /** Whether there is nothing to tell. */
    public boolean isSame() {
        return result.equals(AGREE);
    }
}
