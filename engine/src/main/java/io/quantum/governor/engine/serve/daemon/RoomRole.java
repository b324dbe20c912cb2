package io.quantum.governor.engine.serve.daemon;

import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.base.settings.Settings;
import io.quantum.governor.engine.decide.disarm.Disarms;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.audit.Deeds;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.serve.act.KillDesk;
import io.quantum.governor.engine.serve.act.ModeDesk;
import io.quantum.governor.engine.serve.job.Jobs;
import io.quantum.governor.engine.serve.job.KeptComparisons;
import io.quantum.governor.engine.serve.job.KnownRulebooks;
import io.quantum.governor.engine.serve.room.Headroom;
import io.quantum.governor.engine.serve.room.Room;
import io.quantum.governor.engine.serve.status.LimitsUsed;
import io.quantum.governor.facts.ApplyMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves the control room beside what decides plans, or observes them. */
final class RoomRole implements AutoCloseable {
    private static final Duration BETWEEN_HEADROOMS = Duration.ofSeconds(1);

    private final Sources sources;
    private final Optional<KeptComparisons> comparisons;
    private final KnownRulebooks rulebooks;
    private final Jobs jobs;
    private final Room room;
    /** A thread of its own: open pages are told in time, however long the next one takes. */
    private final Background stream = new Background("room-stream");

    private final Background state = new Background("room-state");
    private final Background headroom = new Background("room-headroom");
    private @Nullable StatefulRedisConnection<String, byte[]> connection;

    /**
     * @param archive empty when records stay in Redis
     * @param overview how things stand
     * @param mode the mode in force
     * @param limits tells by a connection which limits are used
     * @param tokens the file that says who may do what; empty where nobody may change anything by the page
     */
    RoomRole(
            Settings settings,
            Supplier<ActiveRules> rules,
            Sources sources,
            Supplier<Optional<Archive>> archive,
            Supplier<Map<String, Object>> overview,
            Supplier<ApplyMode> mode,
            Function<StatefulRedisConnection<String, byte[]>, LimitsUsed> limits,
            Optional<Path> tokens,
            MetricsPage metrics) {
        this.sources = sources;
        Headroom used = new Headroom(() -> limits.apply(sources.flushedByHand()), rules, sources.clock());
        rulebooks = new KnownRulebooks(this::redis, archive, rules, settings.rulebookKeys());
        jobs = new Jobs(settings.archive(), sources.clock());
        comparisons = settings.rulebookKeys().map(unused -> new KeptComparisons(jobs, sources.clock()));
        room = new Room(
                overview,
                used,
                new Room.Records(this::redis, archive, rules, settings.rulebookKeys()),
                desks(settings, mode),
                new Room.Work(jobs, rulebooks, settings.archive().isPresent()),
                tokens,
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

    @Override
    public synchronized void close() {
        jobs.close();
        state.close();
        stream.close();
        headroom.close();
        room.close();
    }
}
