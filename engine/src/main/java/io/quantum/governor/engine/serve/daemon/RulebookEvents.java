package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.RedisException;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.Canaries;
import io.quantum.governor.engine.rules.life.Reload;
import io.quantum.governor.engine.rules.life.Step;
import io.quantum.governor.engine.rules.rulebook.RulebookManifest;
import io.quantum.governor.engine.serve.shadow.Candidate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/** Tells other programs what becomes of the rulebook. While Redis is away the latest events wait. */
final class RulebookEvents {
    private static final int KEPT_EVENTS = 10_000;
    private static final int MOST_WAITING = 100;
    private static final int LONGEST_WHY = 4000;

    private final Sources sources;
    private final String stream;
    private final Queue<Map<String, byte[]>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private Optional<StatefulRedisConnection<String, byte[]>> connection = Optional.empty();

    /** @param stream the name of the stream of events */
    RulebookEvents(Sources sources, String stream) {
        this.sources = sources;
        this.stream = stream;
    }

    /** A rulebook was activated, or refused: then the version and digest are those of the one that stays. */
    void tell(Reload reload) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put("from", reload.from());
        if (reload.isRefused()) {
            more.put("step", reload.refusedAt().map(Step::wireName).orElse(""));
            more.put("why", reload.why());
        }
        wait(reload.isRefused() ? "RULES_REJECTED" : "RULES_ACTIVATED", reload.at(), reload.inForce(), more);
    }

    /** The rules in force no longer answer as they should. */
    void tell(Canaries.Round failed) {
        wait("CANARY_FAILED", failed.at(), failed.rules(), Map.of("why", String.join("\n", failed.failures())));
    }

    /** Something became of a candidate. */
    void tell(String event, Instant at, Candidate candidate, Map<String, String> more) {
        wait(event, at, candidate.name(), candidate.version(), candidate.digest(), more);
    }

    /** Something happened that has nothing to do with the rulebook. */
    void tell(String event, Instant at, Map<String, String> more) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event", event);
        fields.put("timestamp", Long.toString(at.getEpochSecond()));
        fields.put("governor", sources.owner());
        fields.putAll(more);
        wait(fields);
    }

    private void wait(String event, Instant at, ActiveRules rules, Map<String, String> more) {
        RulebookManifest manifest = rules.rulebook().manifest();
        wait(event, at, manifest.name(), manifest.version(), rules.rulebook().digest(), more);
    }

    private void wait(String event, Instant at, String name, String version, String digest, Map<String, String> more) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("rulebook", name);
        fields.put("version", version);
        fields.put("digest", digest);
        fields.putAll(more);
        tell(event, at, fields);
    }

    private void wait(Map<String, String> fields) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        fields.forEach((field, value) -> bytes.put(
                field, value.substring(0, Math.min(LONGEST_WHY, value.length())).getBytes(StandardCharsets.UTF_8)));
        while (!waiting.offer(bytes)) {
            waiting.poll();
        }
    }

    /** Writes what waits, in order; what can't be written waits on. */
    void send() {
        try {
            for (Map<String, byte[]> next = waiting.peek(); next != null; next = waiting.peek()) {
                connection =
                        Optional.of(connection.orElseGet(() -> sources.redis().connect(PlanLoops.CODEC)));
                connection
                        .get()
                        .sync()
                        .xadd(stream, new XAddArgs().maxlen(KEPT_EVENTS).approximateTrimming(), next);
                waiting.remove(next);
            }
        } catch (RedisException e) {
            // the next time, and the loop has told already that Redis is away
        }
    }
}
