package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.disarm.Disarms;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.ArchiveException;
import io.quantum.governor.engine.record.archive.ArchiveUrl;
import io.quantum.governor.engine.record.audit.Deeds;
import io.quantum.governor.engine.rules.life.RulesSource;
import io.quantum.governor.engine.serve.act.KillDesk;
import io.quantum.governor.engine.serve.act.ModeDesk;
import io.quantum.governor.engine.serve.job.Jobs;
import io.quantum.governor.engine.serve.job.KnownRulebooks;
import io.quantum.governor.engine.serve.release.KeptComparisons;
import io.quantum.governor.engine.serve.room.Headroom;
import io.quantum.governor.engine.serve.room.Room;
import io.quantum.governor.engine.serve.status.LimitsUsed;
import io.quantum.governor.facts.ApplyMode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves the control room beside the role that decides plans. */
final class RoomRole implements AutoCloseable {
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration BETWEEN_HEADROOMS = Duration.ofSeconds(1);

    private final Sources sources;
    private final Optional<ArchiveUrl> archiveUrl;
    private final Optional<KeptComparisons> comparisons;
    private final KnownRulebooks rulebooks;
    private final Jobs jobs;
    private final Room room;
    /** A thread of its own: open pages are told in time, however long the next one takes. */
    private final Background stream = new Background("room-stream");

    private final Background state = new Background("room-state");
    private final Background headroom = new Background("room-headroom");
    private @Nullable StatefulRedisConnection<String, byte[]> connection;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Archive archive;
    private volatile String trouble = "";
    private volatile long failedNanos;

    /**
     * @param mode the mode in force
     * @param limits tells by a connection which limits are used
     */
    RoomRole(
            Settings settings,
            RulesSource rules,
            Sources sources,
            Overview overview,
            Supplier<ApplyMode> mode,
            Function<StatefulRedisConnection<String, byte[]>, LimitsUsed> limits,
            MetricsPage metrics) {
        this.sources = sources;
        archiveUrl = settings.archive();
        comparisons = settings.rulebookKeys().map(KeptComparisons::new);
        Headroom used = new Headroom(() -> limits.apply(sources.flushedByHand()), rules, sources.clock());
        rulebooks = new KnownRulebooks(this::redis, this::archive, rules, settings.rulebookKeys());
        jobs = new Jobs(archiveUrl, sources.clock());
        room = new Room(
                overview,
                used,
                new Room.Records(this::redis, this::archive, rules, settings.rulebookKeys()),
                desks(settings, mode),
                new Room.Work(jobs, rulebooks, archiveUrl.isPresent()),
                settings.roomTokens(),
                sources.clock());
        metrics.gauge("governor_http_sse_clients", "Pages of the control room that are open", room::clients);
        headroom.every(BETWEEN_HEADROOMS, () -> {
            if (room.clients() > 0) {
                used.run();
            }
        });
        state.every(Room.BETWEEN_STATES, room::tellState);
        stream.every(Room.BETWEEN_LOOKS, room::tellDecisions);
    }

    private Room.Desks desks(Settings settings, Supplier<ApplyMode> mode) {
        String events = settings.streams().events();
        return new Room.Desks(
                () -> new KillDesk(redis(), new Deeds(redis(), events)),
                () -> new Disarms(redis()),
                new ModeDesk(settings, what -> what.accept(new Deeds(redis(), events))),
                settings.disarmRestart(),
                mode,
                events,
                comparisons);
    }

    Room room() {
        return room;
    }

    /** What may be named by a version or a digest. */
    KnownRulebooks rulebooks() {
        return rulebooks;
    }

    private synchronized StatefulRedisConnection<String, byte[]> redis() {
        StatefulRedisConnection<String, byte[]> open =
                connection == null ? sources.redis().connect(PlanLoops.CODEC) : connection;
        connection = open;
        return open;
    }

    /** Opened by the first who asks; the others need not wait for a database that is away. */
    private Optional<Archive> archive() {
        if (archiveUrl.isEmpty()) {
            return Optional.empty();
        }
        Archive open = archive;
        return Optional.of(open == null ? open(archiveUrl.get()) : open);
    }

    private Archive open(ArchiveUrl url) {
        if (!trouble.isEmpty() && System.nanoTime() - failedNanos < BETWEEN_TRIES.toNanos()) {
            throw new ArchiveException(trouble);
        }
        if (!opening.tryLock()) {
            throw new ArchiveException("the archive is being opened; try again in a moment");
        }
        try {
            Archive open = archive;
            if (open == null) {
                open = Archive.open(url);
                archive = open;
            }
            return open;
        } catch (ArchiveException e) {
            trouble = String.valueOf(e.getMessage());
            failedNanos = System.nanoTime();
            throw e;
        } finally {
            opening.unlock();
        }
    }

    @Override
    public synchronized void close() {
        jobs.close();
        state.close();
        stream.close();
        headroom.close();
        room.close();
        comparisons.ifPresent(KeptComparisons::close);
        Archive open = archive;
        if (open != null) {
            open.close();
        }
    }
}
