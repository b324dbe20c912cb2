package io.quantum.governor.lab.bench;

import io.quantum.governor.loaders.redis.Kept;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A kind of plan and the circumstances in which it is decided.
 *
 * @param mode the apply mode
 * @param withExchange whether the governor has an exchange, or takes positions from Redis
 * @param closing whether plans close or open
 */
record Load(String mode, boolean withExchange, boolean closing) {
    private static final String NO_LIMIT = "1000000000";
    private static final String MOST_PERMITS = Long.toString(Kept.EXECUTIONS.most());

    String name() {
        return mode + (closing ? " close" : " open") + (withExchange ? ", exchange" : ", no exchange");
    }

    /** A plan as the real executor publishes it. */
    Map<String, String> plan(String planId, String symbol) {
        Map<String, String> plan = new LinkedHashMap<>();
        plan.put("plan_id", planId);
        plan.put("symbol", symbol);
        plan.put("action", closing ? "PARTIAL_25" : "OPEN_PROPOSED");
        plan.put("decision", "EXECUTE");
        plan.put("kill_score", "0.31");
        plan.put("timestamp", "1737753600.123");
        plan.put("R_net", "1.4");
        plan.put("reason_codes", "trail_lock,regime_flip");
        if (closing) {
            plan.put("close_qty", "0.0");
            plan.put("price", "");
        } else {
            plan.put("side", "BUY");
            plan.put("qty", "0.001");
        }
        return plan;
    }

    /** Limits so high that every plan is permitted, which is the longest way. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("APPLY_MODE", mode);
        settings.put("APPLY_CONFIG_PATH", "/nonexistent/apply-layer.env");
        settings.put("METRICS_PORT", "0");
        settings.put("BUDGET_PORT", "0");
        settings.put("ALLOCATION_PORT", "0");
        // no more permits are kept, and no symbol has as many in a second
        settings.put("GOV_MAX_EXEC_PER_HOUR", MOST_PERMITS);
        settings.put("GOV_MAX_EXEC_PER_5MIN", MOST_PERMITS);
        settings.put("GOV_HOURLY_WINDOW_SEC", "1");
        settings.put("GOV_BURST_WINDOW_SEC", "1");
        settings.put("GOV_MAX_REDUCE_NOTIONAL_PER_DAY_USD", NO_LIMIT);
        settings.put("GOV_MAX_REDUCE_QTY_PER_DAY", NO_LIMIT);
        settings.put("GOV_MAX_OPEN_POSITIONS", NO_LIMIT);
        settings.put("GOV_MAX_TOTAL_NOTIONAL_USDT", NO_LIMIT);
        settings.put("GOV_SYMBOL_COOLDOWN_SECONDS", "0");
        settings.put("GOV_MAX_PLAN_AGE_SEC", "600");
        // positions in Redis are written once and must not grow stale while the bench lasts
        settings.put("GOV_POSITION_MAX_AGE_SEC", "86400");
        return settings;
    }
}
