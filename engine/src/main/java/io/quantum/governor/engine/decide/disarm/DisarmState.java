package io.quantum.governor.engine.decide.disarm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How disarms stand in Redis.
 *
 * @param wanted the disarm that rules want, as it is written there
 * @param work the disarm that is being carried out
 * @param today the record of today's
 */
record DisarmState(Optional<byte[]> wanted, Map<String, String> work, Optional<byte[]> today) {
    private static final String STATE = "state";
    private static final String NONE = "none today";
    private static final String UNDER_WAY = "under way";
    static final String DONE = "carried out today";
    static final String FAILING = "failing";

    /** What {@link #told} may say of the state. */
    static final List<String> STATES = List.of(NONE, UNDER_WAY, DONE, FAILING);

    private static final String REQUEST = "request";
    private static final String WHY = "why";

    /**
     * Reads it.
     *
     * @throws io.lettuce.core.RedisException when Redis does not answer, or a key holds another type
     */
    static DisarmState read(StatefulRedisConnection<String, byte[]> redis, LocalDate today) {
        RedisCommands<String, byte[]> commands = redis.sync();
        Map<String, String> work = new LinkedHashMap<>();
        commands.hgetall(DisarmKeys.WORK).forEach((field, value) -> work.put(field, new String(value, UTF_8)));
        return new DisarmState(
                Optional.ofNullable(commands.get(DisarmKeys.WANTED)),
                work,
                Optional.ofNullable(commands.get(DisarmKeys.ofDay(today))));
    }

    /**
     * The disarm that is to be carried out: the one under way first.
     *
     * @throws IllegalArgumentException when what is written there is no disarm
     */
    Optional<DisarmRequest> next() {
        @Nullable String underWay = work.get(REQUEST);
        return underWay == null
                ? wanted.map(DisarmRequest::parse)
                : Optional.of(DisarmRequest.parse(underWay.getBytes(UTF_8)));
    }

    /** Whether the last try has failed. */
    boolean isFailing() {
        return work.containsKey(REQUEST) && work.containsKey(WHY);
    }

    /** In words and numbers, for {@code /health} and for people: {@code state}, and what belongs to it. */
    Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        if (isFailing()) {
            told.put(STATE, FAILING);
            told.put(WHY, work.getOrDefault(WHY, ""));
            told.put("failed_at", time(work.getOrDefault("failed_at", "0")));
            told.put("tries", Long.parseLong(work.getOrDefault("tries", "0")));
            next().ifPresent(request -> put(told, request));
        } else if (next().isPresent()) {
            told.put(STATE, UNDER_WAY);
            put(told, next().get());
        } else if (today.isPresent()) {
            told.put(STATE, DONE);
            putRecord(told, today.get());
        } else {
            told.put(STATE, NONE);
        }
        return told;
    }

    /** Other programs may have written it. */
    private static void putRecord(Map<String, Object> told, byte[] record) {
        try {
            put(told, DisarmRequest.parse(record));
        } catch (IllegalArgumentException e) {
            told.put("record", new String(record, UTF_8));
        }
    }

    private static void put(Map<String, Object> told, DisarmRequest request) {
        told.put("reason", request.reason());
        told.put("context", request.context());
        told.put("at", request.at().toString());
    }

    private static String time(String seconds) {
        return Instant.ofEpochSecond(Long.parseLong(seconds)).toString();
    }
}
