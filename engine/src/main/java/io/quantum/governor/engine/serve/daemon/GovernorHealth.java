package io.quantum.governor.engine.serve.daemon;

import io.quantum.governor.engine.decide.plan.RedisState;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.serve.http.Health;
import io.quantum.governor.loaders.binance.ExchangeRefresher;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code /health} of the gate loop says: healthy while Redis answers, plans get decided and the rules answer as
 * their canaries say, and no disarm fails. A rulebook that is refused changes no decision, so it is told and no more.
 */
final class GovernorHealth {
    private GovernorHealth() {}

    static Health of(
            ApplyModeFile mode,
            RedisState state,
            Optional<ExchangeRefresher> exchange,
            String daemon,
            RulebookKeeper rulebook,
            Map<String, Object> shadow,
            Map<String, Object> archive,
            Map<String, Object> notifications,
            DisarmRole disarm) {
        ActiveRules rules = rulebook.rules().get();
        boolean connected = state.trouble().isEmpty();
        boolean healthy = connected && state.undecided().isEmpty() && rulebook.isWell() && !disarm.isFailing();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", healthy ? "healthy" : "unhealthy");
        fields.put("service", "p3.2-governor");
        fields.put("daemon", daemon);
        fields.put("mode", mode.get().name());
        fields.put("apply_config", mode.told());
        fields.put("disarm", disarm.health());
        fields.put("redis", connected ? "connected" : "disconnected: " + state.trouble());
        fields.put("plans", plans(state));
        fields.put("exchange", exchange.map(GovernorHealth::exchange).orElse("not configured"));
        fields.put(
                "rulebook",
                Map.of(
                        "name", rules.rulebook().manifest().name(),
                        "version", rules.rulebook().manifest().version(),
                        "digest", rules.rulebook().digest()));
        fields.put("overrides", rules.thresholds().overrides());
        fields.putAll(rulebook.health());
        fields.put("shadow", shadow.isEmpty() ? "none" : shadow);
        fields.put("archive", archive);
        fields.put("notifications", notifications.isEmpty() ? "none" : notifications);
        return new Health(healthy, fields);
    }

    private static String plans(RedisState state) {
        if (!state.trouble().isEmpty()) {
            return "wait for Redis";
        }
        return state.undecided().isEmpty() ? "decided" : "undecided: " + state.undecided();
    }

    private static String exchange(ExchangeRefresher refresher) {
        String failure = refresher.lastFailure();
        return failure.isEmpty() ? "connected" : "failing: " + failure;
    }
}
