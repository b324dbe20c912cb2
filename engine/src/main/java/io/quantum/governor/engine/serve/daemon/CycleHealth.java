package io.quantum.governor.engine.serve.daemon;

import io.quantum.governor.engine.decide.cycle.CycleState;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.serve.http.Health;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code /health} of an engine says: healthy while Redis answers, whichever daemon runs the cycles. */
final class CycleHealth {
    private CycleHealth() {}

    static Health of(String service, String mode, CycleState state, ActiveRules rules) {
        boolean connected = state.trouble().isEmpty();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", connected ? "healthy" : "unhealthy");
        fields.put("service", service);
        fields.put("mode", mode);
        fields.put("redis", connected ? "connected" : "disconnected: " + state.trouble());
        fields.put("cycles", state.isHolding() ? "run by this daemon" : "not run by this daemon");
        fields.put(
                "rulebook",
                Map.of(
                        "name", rules.rulebook().manifest().name(),
                        "version", rules.rulebook().manifest().version(),
                        "digest", rules.rulebook().digest()));
        fields.put("overrides", rules.thresholds().overrides());
        return new Health(connected, fields);
    }
}
