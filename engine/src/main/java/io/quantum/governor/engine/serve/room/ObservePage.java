package io.quantum.governor.engine.serve.room;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import io.quantum.governor.engine.serve.observe.ObserveReport;
import io.quantum.governor.engine.serve.observe.ObserveStore;
import io.quantum.governor.loaders.redis.RedisFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code GET /api/observe}: whether a governor that observes here may take over from the one that decides. */
final class ObservePage {
    private static final int OK = 200;
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    /** The report reads thousands of observations, and days of counts change slowly. */
    private static final Duration LASTS = Duration.ofSeconds(10);

    /** Those who ask meanwhile need not wait for the same silence one after the other. */
    private static final Duration FAILURE_LASTS = Duration.ofSeconds(1);

    private final Supplier<StatefulRedisConnection<String, byte[]>> redis;
    private final Clock clock;
    private Instant until = Instant.EPOCH;
    private Map<String, Object> last = Map.of();

    /** @param redis a connection that others may use too; fails while Redis can't be reached */
    ObservePage(Supplier<StatefulRedisConnection<String, byte[]>> redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    Route route() {
        return new Route("GET", "/api/observe", unused -> new Answer(OK, told()));
    }

    private synchronized Map<String, Object> told() {
        Instant now = clock.instant();
        if (now.isBefore(until) && !now.isBefore(until.minus(LASTS))) {
            return last;
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("at", now.toString());
        try {
            Optional<ObserveReport> report = ObserveReport.of(new ObserveStore(redis.get(), clock), now);
            told.put("observes", report.isPresent());
            told.put("unknown", "");
            report.ifPresent(r -> told.putAll(Json.MAPPER.convertValue(r, FIELDS)));
            until = now.plus(LASTS);
        } catch (RedisException e) {
            told.put("observes", false);
            told.put("unknown", "Redis does not answer: " + RedisFault.words(e));
            // when Redis has taken long to fail, that begins now
            until = clock.instant().plus(FAILURE_LASTS);
        }
        last = told;
        return told;
    }
}
