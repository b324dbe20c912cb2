package io.quantum.governor.engine.serve.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.record.archive.ArchivedRecord;
import io.quantum.governor.engine.record.archive.AuditStream;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.RedisFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/plans/{plan_id}}: the records of a plan as they are, and what has become of its permit. */
final class PlanPage {
    private static final int OK = 200;
    private static final double MILLIS = 1e3;

    private final Supplier<StatefulRedisConnection<String, byte[]>> redis;
    private final Supplier<Optional<Archive>> archive;

    /**
     * @param redis a connection that others may use too; fails while Redis can't be reached
     * @param archive empty when records stay in Redis
     */
    PlanPage(Supplier<StatefulRedisConnection<String, byte[]>> redis, Supplier<Optional<Archive>> archive) {
        this.redis = redis;
        this.archive = archive;
    }

    Route route() {
        return new Route(
                "GET", "/api/plans/{plan_id}", query -> new Answer(OK, told(query.getOrDefault("plan_id", ""))));
    }

    private Map<String, Object> told(String planId) {
        List<String> notes = new ArrayList<>();
        List<ArchivedRecord> found = new ArrayList<>();
        Map<String, Object> permit = Map.of("state", "unknown");
        try {
            permit = permit(redis.get().sync(), planId);
            found.addAll(new AuditStream(redis.get()).ofPlan(planId));
        } catch (RedisException e) {
            notes.add("Redis does not answer: " + RedisFault.words(e));
        }
        try {
            archive.get().ifPresent(open -> found.addAll(open.ofPlan(planId)));
        } catch (ArchiveException e) {
            notes.add(String.valueOf(e.getMessage()));
        }
        Set<String> seen = new LinkedHashSet<>();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("plan", planId);
        told.put(
                "records",
                found.stream()
                        .filter(r -> seen.add(r.auditId()))
                        .map(PlanPage::record)
                        .toList());
        told.put("permit", permit);
        told.put("note", String.join("; ", notes));
        return told;
    }

    private static Map<String, Object> record(ArchivedRecord record) {
        return Map.of("auditId", record.auditId(), "sequence", record.sequence(), "json", json(record.json()));
    }

    /** A permit is deleted when it is taken, and forgotten when its time is over. */
    private static Map<String, Object> permit(RedisCommands<String, byte[]> redis, String planId) {
        byte @Nullable [] permit = redis.get(Keys.permit(planId));
        long ttlMs = redis.pttl(Keys.permit(planId));
        if (permit == null) {
            return Map.of("state", "none");
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("state", "live");
        told.put("fields", json(permit));
        if (ttlMs >= 0) {
            told.put("ttlSec", ttlMs / MILLIS);
        }
        return told;
    }

    /** What is no JSON is shown as text. */
    private static JsonNode json(byte[] bytes) {
        try {
            return Json.MAPPER.readTree(bytes);
        } catch (IOException e) {
            return TextNode.valueOf(new String(bytes, UTF_8));
        }
    }
}
