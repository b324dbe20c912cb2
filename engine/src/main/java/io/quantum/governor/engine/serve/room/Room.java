package io.quantum.governor.engine.serve.room;

import io.quantum.governor.engine.record.archive.Archive;
import io.quantum.governor.engine.record.archive.AuditStream;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import io.undertow.server.HttpHandler;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The control room: its files, what its pages ask for, and the stream that keeps them up to date. */
public final class Room implements AutoCloseable {
    /** Between two calls of {@link #stream()}. */
    public static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1).dividedBy(RoomStream.LOOKS_A_SECOND);

    private static final int OK = 200;

    private final Supplier<Map<String, Object>> overview;
    private final Headroom headroom;
    private final Decisions decisions;
    private final RoomStream stream;

    /**
     * What the room reads decisions from.
     *
     * @param stream reads the audit stream, by a connection that others may use too; fails while Redis can't be reached
     * @param archive empty when records stay in Redis
     * @param gates the names of gates by their numbers
     */
    public record Records(
            Supplier<AuditStream> stream, Supplier<Optional<Archive>> archive, Supplier<Map<String, String>> gates) {}

    /** @param overview whether the screen may be trusted, and what is stopped, as JSON */
    public Room(Supplier<Map<String, Object>> overview, Headroom headroom, Records records) {
        this.overview = overview;
        this.headroom = headroom;
        decisions = new Decisions(records.stream(), records.archive(), records.gates());
        stream = new RoomStream(
                new DecisionFeed(records.stream(), records.archive()), overview, headroom::report, records.gates());
    }

    /** What everybody may ask for. */
    public List<Route> routes() {
        return List.of(
                new Route("GET", "/api/overview", unused -> new Answer(OK, overview.get())),
                new Route("GET", "/api/headroom", unused -> new Answer(OK, headroom.report())),
                decisions.route());
    }

    /** The files and the stream, by the beginnings of paths. */
    public Map<String, HttpHandler> handlers() {
        Map<String, HttpHandler> handlers = new LinkedHashMap<>(RoomFiles.handlers());
        handlers.put("/api/stream", stream);
        return handlers;
    }

    /** Tells open pages what is new; to be run time and again on a thread of its own. */
    public Runnable stream() {
        return stream;
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
