package io.quantum.governor.engine.serve.room;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.rules.rulebook.RulebookException;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import io.quantum.governor.engine.serve.release.ReleaseDesk;
import io.quantum.governor.engine.serve.release.ReleaseException;
import io.quantum.governor.engine.serve.release.ReleaseList;
import io.quantum.governor.engine.serve.release.TrustedKeys;
import io.quantum.governor.engine.serve.shadow.CandidateStore;
import io.quantum.governor.engine.serve.shadow.ShadowReport;
import io.quantum.governor.engine.tools.compare.Change;
import io.quantum.governor.loaders.redis.RedisFault;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /api/releases} and {@code /api/shadow}: what decides where, what waits, and what a candidate would change. */
final class ReleasePages {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private final Supplier<StatefulRedisConnection<String, byte[]>> redis;
    private final Optional<Path> keys;
    private final Clock clock;

    /**
     * @param redis a connection that others may use too; fails while Redis can't be reached
     * @param keys the public keys whose releases decide; empty when a directory decides
     */
    ReleasePages(Supplier<StatefulRedisConnection<String, byte[]>> redis, Optional<Path> keys, Clock clock) {
        this.redis = redis;
        this.keys = keys;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "/api/releases", unused -> whileRedisAnswers(this::releases)),
                new Route("GET", "/api/shadow", unused -> whileRedisAnswers(this::shadow)));
    }

    private static Answer whileRedisAnswers(Supplier<Map<String, Object>> page) {
        try {
            return new Answer(OK, page.get());
        } catch (RedisException e) {
            return Answer.error(UNAVAILABLE, "Redis does not answer: " + RedisFault.words(e));
        } catch (RulebookException | ReleaseException e) {
            return Answer.error(UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Object> releases() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("configured", keys.isPresent());
        if (keys.isEmpty()) {
            told.put("why", ReleasesNow.NO_RELEASES);
            return told;
        }
        ReleaseDesk desk = new ReleaseDesk(
                redis.get(), "", TrustedKeys.read(keys.get()), (before, after) -> Change.UNCLEAR, clock);
        ReleaseList list = desk.list();
        list.releases().stream()
                .filter(ReleaseList.Row::active)
                .findFirst()
                .ifPresent(row -> told.put("active", Map.of("version", row.version(), "digest", row.digest())));
        told.put("releases", list.releases());
        told.put("daemons", list.daemons());
        return told;
    }

    private Map<String, Object> shadow() {
        Optional<ShadowReport> report = ShadowReport.read(new CandidateStore(redis.get()));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("running", report.filter(r -> r.candidate().lasts()).isPresent());
        report.ifPresent(r -> told.putAll(Json.MAPPER.convertValue(r, FIELDS)));
        return told;
    }
}
