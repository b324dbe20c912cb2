package io.quantum.governor.facts;

/**
 * Concluded: by how much a symbol's efficiency should change its capital.
 *
 * @param value what to multiply the target with; 1 changes nothing
 * @param reason {@code ok}, {@code missing_eff}, {@code stale_eff}, {@code low_conf} or {@code redis_error}
 */
public record Multiplier(double value, String reason) {
    public Multiplier {
        Require.notNegative("multiplier", value);
    }

    /** From a score that may be used. */
    public static Multiplier ok(double value) {
        return new Multiplier(value, "ok");
    }

    /** No efficiency that may be used, so nothing changes. */
    public static Multiplier one(String reason) {
        return new Multiplier(1, reason);
    }
}
