package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.decide.plan.RedisState;
import io.quantum.governor.engine.record.archive.ArchiveUrl;
import io.quantum.governor.engine.record.archive.Archiver;
import io.quantum.governor.engine.record.archive.Backlog;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Archives audit records beside the role that decides plans, on a thread of its own. */
final class ArchiveRole implements AutoCloseable {
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(500);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Sources sources;
    private final Optional<Archiver> archiver;
    private final Backlog backlog;
    private final Background background = new Background("archiver");

    /**
     * @param url where to; empty when records stay in Redis
     * @param plans tells when plans pile up, which come first
     */
    ArchiveRole(Optional<ArchiveUrl> url, Sources sources, RedisState plans, MetricsPage metrics) {
        this.sources = sources;
        archiver = url.map(u -> new Archiver(u, this::connect, plans::plansPileUp));
        backlog = new Backlog(this::connect);
        metrics.gauge(
                "governor_decisions_unarchived",
                "Audit records that are in Redis and not yet in the archive",
                backlog::records);
        metrics.gauges(
                "governor_archive_lag_seconds",
                "For how long the oldest record that is not yet in the archive has waited",
                List.of(),
                () -> archiver.isPresent() ? Map.of(List.of(), lagSec()) : Map.of());
        sources.background().every(BETWEEN_LOOKS, backlog);
    }

    private StatefulRedisConnection<String, byte[]> connect() {
        return sources.redis().connect(PlanLoops.CODEC);
    }

    /** Starts to archive; the first decision need not wait until the database is open. */
    void start() {
        archiver.ifPresent(a -> background.everyAfter(BETWEEN_ROUNDS, a));
    }

    /** What {@code /health} says: how many records wait, since when and why. A database that is away blocks no plan. */
    Map<String, Object> health() {
        Map<String, Object> fields = new LinkedHashMap<>();
        String trouble = archiver.map(Archiver::trouble).orElse("switched off: GOV_AUDIT_URL is " + ArchiveUrl.OFF);
        fields.put("state", trouble.isEmpty() ? "archiving" : trouble);
        double records = backlog.records();
        fields.put("unarchived", Double.isNaN(records) ? "unknown" : (long) records);
        backlog.since().ifPresent(since -> fields.put("since", since.toString()));
        return fields;
    }

    /** Whether records are archived at all. */
    boolean isOn() {
        return archiver.isPresent();
    }

    /** How many records wait; NaN while nobody knows. */
    double waiting() {
        return backlog.records();
    }

    /** For how many seconds the oldest has waited; NaN while nobody knows. */
    double lagSec() {
        return backlog.lagSec(sources.clock().instant());
    }

    @Override
    public void close() {
        archiver.ifPresent(Archiver::close);
        background.close();
    }
}
