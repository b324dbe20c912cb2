package io.quantum.governor.engine.serve.room;

import com.fasterxml.jackson.databind.JsonNode;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.decide.disarm.Disarmer;
import io.quantum.governor.engine.decide.disarm.Disarms;
import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.AuditStream;
import io.quantum.governor.engine.rules.life.ActiveRules;
import io.quantum.governor.engine.rules.rulebook.GateRules;
import io.quantum.governor.engine.serve.act.KillDesk;
import io.quantum.governor.engine.serve.act.ModeDesk;
import io.quantum.governor.engine.serve.http.Guard;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import io.quantum.governor.engine.serve.job.Jobs;
import io.quantum.governor.engine.serve.job.KeptComparisons;
import io.quantum.governor.engine.serve.job.KnownRulebooks;
import io.quantum.governor.engine.serve.room.Sessions.RefusedException;
import io.quantum.governor.facts.ApplyMode;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.RequestBufferingHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The control room: its files, what its pages ask for, and the stream that keeps them up to date. */
public final class Room implements AutoCloseable {
    /** Between two calls of {@link #tellState()}. */
    public static final Duration BETWEEN_STATES = Duration.ofSeconds(1);

    /** Between two calls of {@link #tellDecisions()}. */
    public static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1).dividedBy(RoomStream.LOOKS_A_SECOND);

    private static final int MOST_BUFFERS = 4;
    private static final int OK = 200;
    private static final JsonNode DESCRIPTION = description();

    private final List<Route> routes;
    private final Sessions sessions;
    private final SessionPage session;
    private final ActionPage actions;
    private final JobPage jobs;
    private final RoomStream stream;

    /**
     * What the room reads decisions from.
     *
     * @param redis a connection that others may use too; fails while Redis can't be reached
     * @param archive empty when records stay in Redis
     * @param rules those in force
     * @param keys the public keys whose releases decide; empty when a directory decides
     */
    public record Records(
            Supplier<StatefulRedisConnection<String, byte[]>> redis,
            Supplier<Optional<Archive>> archive,
            Supplier<ActiveRules> rules,
            Optional<Path> keys) {
        private AuditStream stream() {
            return new AuditStream(redis.get());
        }

        private DecisionReader reader() {
            return new DecisionReader(rules.get().rulebook().kinds());
        }

        /** The names of gates by their numbers. */
        private Map<String, String> gates() {
            return GateRules.of(rules.get().rulebook()).stream()
                    .collect(Collectors.toMap(GateRules::number, GateRules::name, (one, other) -> one + ", " + other));
        }
    }

    /**
     * Where an operator's actions are done.
     *
     * @param kill fails while Redis can't be reached; so do the disarms
     * @param executor puts the executor into another mode
     * @param restart the command that makes the executor take its file
     * @param mode the mode in force
     * @param events the stream of events
     * @param comparisons what releases change in place of others; empty when a directory decides
     */
    public record Desks(
            Supplier<KillDesk> kill,
            Supplier<Disarms> disarms,
            ModeDesk executor,
            String restart,
            Supplier<ApplyMode> mode,
            String events,
            Optional<KeptComparisons> comparisons) {
        private Map<String, Function<String, Action>> actions(Records records, Clock clock) {
            Map<String, Function<String, Action>> actions = new TreeMap<>();
            actions.put("kill-on", unused -> new KillAction(true, kill, mode));
            actions.put("kill-off", unused -> new KillAction(false, kill, mode));
            actions.put("disarm", mode("disarm", Disarmer.DRY_RUN));
            actions.put("rearm-testnet", mode("rearm-testnet", "testnet"));
            actions.put("rearm-production", mode("rearm-production", "production"));
            ReleasesNow releases = new ReleasesNow(records.redis(), events, records.keys(), comparisons, mode, clock);
            actions.put("approve", version -> new ApproveAction(releases, version));
            actions.put("activate", version -> new ActivateAction(releases, version));
            actions.put("rollback", unused -> new RollbackAction(releases));
            actions.put("candidate-on", version -> new CandidateAction(true, releases, version));
            actions.put("candidate-off", unused -> new CandidateAction(false, releases, ""));
            return actions;
        }

        private Function<String, Action> mode(String name, String to) {
            return unused -> new ModeAction(name, to, executor, kill, disarms, restart);
        }
    }

    /**
     * What takes long.
     *
     * @param rulebooks what jobs may be about
     * @param archives whether there is an archive that they can read
     */
    public record Work(Jobs jobs, KnownRulebooks rulebooks, boolean archives) {}

    /**
     * A room that nobody is in yet.
     *
     * @param overview whether the screen may be trusted, and what is stopped, as JSON
     * @param desks where what is done is done
     * @param work where what takes long is done
     * @param tokens the file that says who may do what; empty when nobody may change anything by the page
     */
    public Room(
            Supplier<Map<String, Object>> overview,
            Headroom headroom,
            Records records,
            Desks desks,
            Work work,
            Optional<Path> tokens,
            Clock clock) {
        sessions = new Sessions(new People(tokens), clock);
        session = new SessionPage(sessions);
        actions = new ActionPage(sessions, desks.actions(records, clock));
        jobs = new JobPage(
                sessions, work.jobs(), work.rulebooks(), new JobOrders(work.rulebooks(), work.archives()), clock);
        stream = new RoomStream(
                new DecisionFeed(records::stream, records.archive(), records::reader),
                overview,
                headroom::fullest,
                records::gates);
        routes = Stream.of(
                        List.of(
                                new Route("GET", "/api/overview", unused -> new Answer(OK, overview.get())),
                                new Route("GET", "/api/headroom", unused -> new Answer(OK, headroom.report())),
                                new Route("GET", "/api/openapi.json", unused -> new Answer(OK, DESCRIPTION)),
                                new PlanPage(records.redis(), records.archive()).route(),
                                new ObservePage(records.redis(), clock).route(),
                                new Incidents(overview, records::stream, records.archive()).route()),
                        new Decisions(records::stream, records.archive(), records::reader, records::gates).routes(),
                        new ReleasePages(records.redis(), records.keys(), clock).routes(),
                        new RulebookPages(records.rules(), work.jobs()).routes(),
                        new AuditPages(records.archive()).routes(),
                        new EnginePages(records.redis(), clock).routes())
                .flatMap(List::stream)
                .toList();
    }

    /** What the pages answer, as OpenAPI says it. */
    private static JsonNode description() {
        try (InputStream in = Room.class.getResourceAsStream("openapi.json")) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What everybody may ask for. */
    public List<Route> routes() {
        return routes;
    }

    /**
     * Lets those alone ask with a parameter who have signed in, or bring a token; they need not be operators.
     *
     * @param parameter makes the answer dear
     */
    public Guard signedIn(String parameter) {
        return exchange -> {
            try {
                if (exchange.getQueryParameters().containsKey(parameter)) {
                    sessions.person(exchange);
                }
                return Optional.empty();
            } catch (RefusedException e) {
                return Optional.of(e.answer());
            }
        };
    }

    /** The files and the stream, by the beginnings of paths. */
    public Map<String, HttpHandler> handlers() {
        Map<String, HttpHandler> handlers = new LinkedHashMap<>(RoomFiles.handlers());
        handlers.put("/api/stream", stream);
        handlers.put("/api/session", buffered(session));
        handlers.put("/api/actions", buffered(actions));
        handlers.put("/api/jobs", buffered(jobs));
        return handlers;
    }

    /** A body that never comes holds up nobody. */
    private static HttpHandler buffered(HttpHandler handler) {
        return new RequestBufferingHandler(new BlockingHandler(handler), MOST_BUFFERS);
    }

    /** Tells open pages how things stand; waits for nothing. */
    public void tellState() {
        stream.tellState();
    }

    /** Tells open pages what was decided and done, on a thread of its own: Redis and the archive may be slow. */
    public void tellDecisions() {
        stream.tellDecisions();
    }

    /** How many pages are open. */
    public int clients() {
        return stream.clients();
    }

    @Override
    public void close() {
        stream.close();
    }
}
