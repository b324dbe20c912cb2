package io.quantum.governor.engine.serve.daemon;

import io.quantum.governor.engine.serve.http.Health;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * {@code /api/overview}: whether the screen may be trusted, and what is stopped.
 *
 * @param health what {@code /health} says
 * @param exchangeAgeSec how old the exchange's last answer is; NaN or infinite when it is not known
 * @param archiveLagSec for how long the oldest record that is not archived has waited; NaN when it is not known
 * @param daemons those that are alive, this one first
 */
record Overview(
        Supplier<Health> health,
        RedisWatch watch,
        DoubleSupplier exchangeAgeSec,
        DoubleSupplier archiveLagSec,
        Supplier<List<Daemons.Told>> daemons,
        Clock clock)
        implements Supplier<Map<String, Object>> {
    private static final List<String> AS_HEALTH_SAYS =
            List.of("mode", "daemon", "disarm", "rulebook", "canaries", "overrides", "shadow");

    @Override
    public Map<String, Object> get() {
        Health now = health.get();
        Map<String, Object> overview = new LinkedHashMap<>();
        overview.put("at", clock.instant().toString());
        overview.put("healthy", now.healthy());
        AS_HEALTH_SAYS.forEach(name -> overview.put(name, now.fields().get(name)));
        overview.put("modeFrom", now.fields().get("apply_config"));
        overview.put("kill", watch.killSwitches());
        if (now.fields().get("reload") instanceof Map<?, ?> refused) {
            overview.put("refused", refused);
        }
        overview.put("redis", Map.of("state", String.valueOf(now.fields().get("redis"))));
        Map<String, Object> plans = state(now, "plans");
        putKnown(plans, "waiting", watch.waiting());
        putKnown(plans, "oldestSec", watch.oldestSec());
        overview.put("plans", plans);
        Map<String, Object> exchange = state(now, "exchange");
        putKnown(exchange, "ageSec", exchangeAgeSec.getAsDouble());
        overview.put("exchange", exchange);
        Map<String, Object> archive = new LinkedHashMap<>();
        if (now.fields().get("archive") instanceof Map<?, ?> told) {
            told.forEach((name, value) -> archive.put(String.valueOf(name), value));
        }
        putKnown(archive, "lagSec", archiveLagSec.getAsDouble());
        overview.put("archive", archive);
        Object self = now.fields().get("daemon");
        overview.put(
                "daemons",
                daemons.get().stream()
                        .map(told -> daemon(told, told.daemon().equals(self)))
                        .toList());
        return overview;
    }

    private static Map<String, Object> daemon(Daemons.Told told, boolean self) {
        Map<String, Object> daemon = new LinkedHashMap<>();
        daemon.put("daemon", told.daemon());
        daemon.put("product", told.product());
        daemon.put("version", told.version());
        daemon.put("digest", told.digest());
        daemon.put("at", told.at());
        daemon.put("self", self);
        return daemon;
    }

    private static Map<String, Object> state(Health health, String field) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("state", String.valueOf(health.fields().get(field)));
        return state;
    }

    /** What is not known is left out: it is never zero. */
    private static void putKnown(Map<String, Object> fields, String name, double value) {
        if (Double.isFinite(value)) {
            fields.put(name, value);
        }
    }
}
