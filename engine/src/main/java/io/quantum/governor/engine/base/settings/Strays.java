package io.quantum.governor.engine.base.settings;

import io.quantum.governor.engine.rules.rulebook.fence.Words;
import io.quantum.governor.loaders.redis.Cell;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Variables that nobody reads and that look like settings: with a typo, a limit stays as it was. */
public final class Strays {
    private static final String PREFIX = "GOV_";
    private static final String OF_TESTS = "GOV_TEST_";

    /** Those that are no threshold's. */
    static final Set<String> SETTINGS = Set.of(
            "GOV_API_TOKEN",
            "GOV_API_TOKEN_FILE",
            "GOV_AUDIT_URL",
            "GOV_CACHE_DIR",
            "GOV_CANARY_INTERVAL_SEC",
            "GOV_DATA_DIR",
            "GOV_DISARM_RESTART_CMD",
            "GOV_FACT_KEYS",
            "GOV_GATE_QUIET_AFTER_SEC",
            "GOV_HEARTBEAT_URL",
            "GOV_HTTP_BIND",
            "GOV_HTTP_HOSTS",
            Cell.VARIABLE,
            "GOV_LOG_LEVEL",
            "GOV_NOTIFY",
            "GOV_NOTIFY_FILE",
            "GOV_NOTIFY_LINK",
            "GOV_NOTIFY_SECRET",
            "GOV_NOTIFY_SECRET_FILE",
            "GOV_NOTIFY_WARN_RATIO",
            "GOV_OBSERVE_KNOWN",
            "GOV_RELEASE_KEY",
            "GOV_ROLES",
            "GOV_ROOM_TOKENS",
            "GOV_RULEBOOK_KEYS",
            "GOV_RULES_DIR");

    /** Other settings: a variable that is named almost so is probably meant to be one. */
    static final Set<String> OTHERS = Set.of(
            "ALLOCATION_PORT",
            "APPLY_CONFIG_PATH",
            "APPLY_MODE",
            "BINANCE_BASE_URL",
            "BINANCE_TESTNET_API_KEY",
            "BINANCE_TESTNET_API_SECRET",
            "BUDGET_COMPUTE_INTERVAL_SEC",
            "BUDGET_PORT",
            "HEAT_GATE_METRICS_URL",
            "LOOP_INTERVAL_SEC",
            "METRICS_PORT",
            "OBSERVE_PORT",
            "P28_MODE",
            "REDIS_DB",
            "REDIS_HOST",
            "REDIS_PORT",
            "REDIS_URL",
            "STREAM_EVENTS",
            "STREAM_PLANS",
            "STREAM_RESULTS");

    private Strays() {}

    /**
     * A sentence for each variable that means nothing.
     *
     * @param environment variables by name
     * @param thresholds the variables that override the rulebook's thresholds
     */
    public static List<String> sentences(Map<String, String> environment, Collection<String> thresholds) {
        Set<String> known = new TreeSet<>(SETTINGS);
        known.addAll(OTHERS);
        known.addAll(thresholds);
        return environment.keySet().stream()
                .filter(name -> !known.contains(name) && !name.startsWith(OF_TESTS))
                .filter(name -> name.startsWith(PREFIX) || Words.isTypo(name, known))
                .sorted()
                .map(name -> name
                        + " is neither a setting nor a threshold of this rulebook, and changes nothing while it decides: "
                        + Words.nearest(name, known))
                .toList();
    }
}
