package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.RedisException;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.record.audit.Deed;
import io.quantum.governor.engine.record.audit.Deeds;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.life.Canaries;
import io.quantum.governor.engine.rules.life.Reload;
import io.quantum.governor.engine.rules.life.Step;
import io.quantum.governor.engine.rules.rulebook.RulebookManifest;
import io.quantum.governor.engine.rules.rulebook.ShortDigest;
import io.quantum.governor.engine.serve.shadow.Candidate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Tells other programs what becomes of the rulebook, and puts on record what was done to it. While Redis is away the latest
 * events wait.
 */
final class RulebookEvents {
    private static final int KEPT_EVENTS = 10_000;
    private static final int MOST_WAITING = 100;
    private static final int LONGEST_WHY = 4000;

    private final Sources sources;
    private final String stream;
    private final Queue<Waiting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private Optional<StatefulRedisConnection<String, byte[]>> connection = Optional.empty();

    private volatile String inForce;

    /** An event, and the deed that it tells of if it is one. */
    private record Waiting(Map<String, String> event, Optional<Deed> deed) {}

    /**
     * @param stream the name of the stream of events
     * @param first what decides until something else is told
     */
    RulebookEvents(Sources sources, String stream, ActiveRules first) {
        this.sources = sources;
        this.stream = stream;
        this.inForce = titleOf(first);
    }

    /**
     * A rulebook was activated, or refused: then the version and digest are those of the one that stays.
     *
     * @param by who released and activated it, in words; empty when nobody knows
     */
    void tell(Reload reload, String by) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put("from", reload.from());
        if (reload.isRefused()) {
            more.putAll(step(reload));
            more.put("why", reload.why());
        }
        String name = reload.isRefused() ? "RULES_REJECTED" : "RULES_ACTIVATED";
        ActiveRules rules = reload.inForce();
        Deed deed = Deed.of(name, reload.at(), sources.owner(), reload.from() + (reload.isRefused() ? "" : by))
                .because(reload.why())
                .changing(inForce, titleOf(rules))
                .on(rules.rulebook().manifest().version(), rules.rulebook().digest());
        inForce = titleOf(rules);
        wait(name, reload.at(), rules, more, Optional.of(reload.isRefused() ? deed.and(step(reload)) : deed));
    }

    private static Map<String, String> step(Reload refused) {
        return Map.of("step", refused.refusedAt().map(Step::wireName).orElse(""));
    }

    private static String titleOf(ActiveRules rules) {
        return ShortDigest.beside(
                rules.rulebook().manifest().version(), rules.rulebook().digest());
    }

    /** The rules in force no longer answer as they should. */
    void tell(Canaries.Round failed) {
        wait(
                "CANARY_FAILED",
                failed.at(),
                failed.rules(),
                Map.of("why", String.join("\n", failed.failures())),
                Optional.empty());
    }

    /** Something became of a candidate. */
    void tell(String event, Instant at, Candidate candidate, Map<String, String> more) {
        wait(event, at, candidate.name(), candidate.version(), candidate.digest(), more, Optional.empty());
    }

    /** Something happened that has nothing to do with the rulebook. */
    void tell(String event, Instant at, Map<String, String> more) {
        tell(event, at, more, Optional.empty());
    }

    private void tell(String event, Instant at, Map<String, String> more, Optional<Deed> deed) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event", event);
        fields.put("timestamp", Long.toString(at.getEpochSecond()));
        fields.put("governor", sources.owner());
        fields.putAll(more);
        wait(fields, deed);
    }

    private void wait(String event, Instant at, ActiveRules rules, Map<String, String> more, Optional<Deed> deed) {
        RulebookManifest manifest = rules.rulebook().manifest();
        wait(event, at, manifest.name(), manifest.version(), rules.rulebook().digest(), more, deed);
    }

    private void wait(
            String event,
            Instant at,
            String name,
            String version,
            String digest,
            Map<String, String> more,
            Optional<Deed> deed) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("rulebook", name);
        fields.put("version", version);
        fields.put("digest", digest);
        fields.putAll(more);
        tell(event, at, fields, deed);
    }

    private void wait(Map<String, String> fields, Optional<Deed> deed) {
        Map<String, String> bounded = new LinkedHashMap<>();
        fields.forEach((field, value) -> bounded.put(field, value.substring(0, Math.min(LONGEST_WHY, value.length()))));
        Waiting next = new Waiting(bounded, deed);
        while (!waiting.offer(next)) {
            waiting.poll();
        }
    }

    /** Writes what waits, in order; what can't be written waits on. */
    void send() {
        try {
            for (Waiting next = waiting.peek(); next != null; next = waiting.peek()) {
                connection =
                        Optional.of(connection.orElseGet(() -> sources.redis().connect(PlanLoops.CODEC)));
                write(connection.get(), next);
                waiting.remove(next);
            }
        } catch (RedisException e) {
            // the next time, and the loop has told already that Redis is away
        }
    }

    private void write(StatefulRedisConnection<String, byte[]> redis, Waiting next) {
        if (next.deed().isPresent()) {
            new Deeds(redis, stream).tell(next.deed().get(), next.event());
            return;
        }
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        next.event().forEach((field, value) -> bytes.put(field, value.getBytes(StandardCharsets.UTF_8)));
        redis.sync().xadd(stream, new XAddArgs().maxlen(KEPT_EVENTS).approximateTrimming(), bytes);
    }
}
