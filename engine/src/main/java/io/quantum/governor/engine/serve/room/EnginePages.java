package io.quantum.governor.engine.serve.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisException;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.decide.cycle.Lease;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import io.quantum.governor.loaders.WireNumber;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.RedisFault;
import io.quantum.governor.loaders.redis.SymbolScan;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/budgets} and {@code /api/allocations}: what the two engines have written, as it is in Redis. */
final class EnginePages {
    private static final Logger LOG = LoggerFactory.getLogger(EnginePages.class);
    private static final int OK = 200;
    private static final int MOST_SYMBOLS = 500;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final List<String> BUDGET = List.of(
            "budget_usd",
            "mode",
            "timestamp",
            "stress_factor",
            "portfolio_heat",
            "cluster_stress",
            "vol_regime",
            "equity_usd",
            "base_risk_pct");
    private static final List<String> PARTS = List.of("stress_factor", "portfolio_heat", "cluster_stress");
    private static final List<String> TARGET = List.of("base_target", "proposed_target", "reason", "mode", "ts_epoch");

    private final Supplier<StatefulRedisConnection<String, byte[]>> redis;
    private final Clock clock;

    /** @param redis a connection that others may use too; fails while Redis can't be reached */
    EnginePages(Supplier<StatefulRedisConnection<String, byte[]>> redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                new Route(
                        "GET",
                        "/api/budgets",
                        unused -> page("budget", Keys.budget(""), BUDGET, redis -> {
                            Map<List<String>, Double> over = positionsOver(redis);
                            return written -> budget(written, over);
                        })),
                new Route(
                        "GET",
                        "/api/allocations",
                        unused -> page("allocation", Keys.proposedTarget(""), TARGET, redis -> EnginePages::proposal)));
    }

    /** A symbol, and the fields of its hash that are there. */
    private record Written(String symbol, Map<String, String> fields) {
        void putNumber(Map<String, Object> row, String name, String field) {
            OptionalDouble number = WireNumber.parse(fields.getOrDefault(field, ""));
            number.ifPresent(value -> row.put(name, value));
        }
    }

    /** Makes rows of what is written, with what else is read once for all of them. */
    private interface Rows
            extends Function<StatefulRedisConnection<String, byte[]>, Function<Written, Map<String, Object>>> {}

    private Answer page(String engine, String keys, List<String> fields, Rows rows) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("at", clock.instant().toString());
        try {
            StatefulRedisConnection<String, byte[]> connection = redis.get();
            byte @Nullable [] holder = connection.sync().get(Lease.key(engine));
            page.put("lease", Map.of("holder", holder == null ? "" : new String(holder, UTF_8)));
            List<Written> written = new ArrayList<>();
            Set<String> symbols = SymbolScan.below(connection, TIMEOUT, keys);
            page.put("notShown", Math.max(0, symbols.size() - MOST_SYMBOLS));
            symbols.stream().limit(MOST_SYMBOLS).forEach(symbol -> written.add(read(connection, keys, symbol, fields)));
            page.put(
                    "mode",
                    written.stream()
                            .map(w -> w.fields().getOrDefault("mode", ""))
                            .findFirst()
                            .orElse(""));
            page.put("rows", written.stream().map(rows.apply(connection)).toList());
            page.put("unknown", "");
        } catch (RedisException e) {
            page.put("rows", List.of());
            page.put("unknown", "Redis does not answer: " + RedisFault.words(e));
        }
        return new Answer(OK, page);
    }

    private static Written read(
            StatefulRedisConnection<String, byte[]> redis, String keys, String symbol, List<String> names) {
        Map<String, String> fields = new LinkedHashMap<>();
        List<KeyValue<String, byte[]>> values = redis.sync().hmget(keys + symbol, names.toArray(String[]::new));
        values.stream()
                .filter(KeyValue::hasValue)
                .forEach(value -> fields.put(value.getKey(), new String(value.getValue(), UTF_8)));
        return new Written(symbol, fields);
    }

    /** The positions that were over budget, by their symbols and when they were compared; the newest events of many. */
    private static Map<List<String>, Double> positionsOver(StatefulRedisConnection<String, byte[]> redis) {
        Map<List<String>, Double> over = new HashMap<>();
        for (StreamMessage<String, byte[]> event :
                redis.sync().xrevrange(Keys.VIOLATIONS, Range.unbounded(), Limit.from(MOST_SYMBOLS))) {
            try {
                JsonNode json = Json.MAPPER.readTree(event.getBody().getOrDefault("json", new byte[0]));
                if (json.path("position_notional").isNumber()) {
                    over.put(
                            List.of(
                                    json.path("symbol").asText(),
                                    json.path("timestamp").asText()),
                            json.path("position_notional").asDouble());
                }
            } catch (IOException e) {
                LOG.debug("entry {} of {} is no event", event.getId(), Keys.VIOLATIONS);
            }
        }
        return over;
    }

    private static Map<String, Object> budget(Written written, Map<List<String>, Double> over) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("symbol", written.symbol());
        written.putNumber(row, "budgetUsd", "budget_usd");
        Map<String, Object> parts = new LinkedHashMap<>();
        PARTS.forEach(part -> written.putNumber(parts, part, part));
        row.put("parts", parts);
        Double position = over.get(List.of(written.symbol(), written.fields().getOrDefault("timestamp", "")));
        if (position != null) {
            row.put("positionUsd", position);
        }
        row.put("over", position != null);
        row.put("regime", written.fields().getOrDefault("vol_regime", ""));
        row.put("at", at(written, "timestamp"));
        return row;
    }

    private static Map<String, Object> proposal(Written written) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("symbol", written.symbol());
        written.putNumber(row, "target", "base_target");
        written.putNumber(row, "proposal", "proposed_target");
        row.put("reasons", List.of(written.fields().getOrDefault("reason", "")));
        row.put("at", at(written, "ts_epoch"));
        return row;
    }

    private static String at(Written written, String field) {
        OptionalDouble seconds = WireNumber.parse(written.fields().getOrDefault(field, ""));
        try {
            return seconds.isPresent()
                    ? Instant.ofEpochSecond((long) seconds.getAsDouble()).toString()
                    : "";
        } catch (DateTimeException e) {
            return "";
        }
    }
}
