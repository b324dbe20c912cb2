package io.quantum.governor.engine.serve.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.serve.http.HttpPages;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /api/stream}: what has changed, told to each open page as it happens. A page that does not keep up is cut off,
 * and connects again. Plans never wait for it.
 */
final class RoomStream implements HttpHandler, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(RoomStream.class);
    private static final int MOST_CLIENTS = 50;
    private static final long MOST_WAITING = 4L << 20;
    /** Looks in a second, and between two signs of life. */
    static final int LOOKS_A_SECOND = 4;

    /** A page that was cut off connects again after so long. */
    private static final long RETRY_MS = 1000;

    private static final int BETWEEN_SIGNS = 10;
    private static final HttpString ACCEL_BUFFERING = new HttpString("X-Accel-Buffering");
    private static final String NOTHING = "{}";

    private final DecisionFeed feed;
    private final Supplier<Map<String, Object>> overview;
    private final Supplier<Headroom.Report> headroom;
    private final Supplier<Map<String, String>> gates;
    private final ServerSentEventHandler events = new ServerSentEventHandler(this::arrived);
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    /** Those who know which decisions came before; the others are waiting to be told what they have missed. */
    private final List<Client> followers = new CopyOnWriteArrayList<>();

    private long seconds;
    private String toldHeadroom = "";

    /**
     * @param overview what is told each second
     * @param headroom the last that was worked out, told when it is another one
     * @param gates the names of gates by their numbers
     */
    RoomStream(
            DecisionFeed feed,
            Supplier<Map<String, Object>> overview,
            Supplier<Headroom.Report> headroom,
            Supplier<Map<String, String>> gates) {
        this.feed = feed;
        this.overview = overview;
        this.headroom = headroom;
        this.gates = gates;
    }

    /**
     * An open page.
     *
     * @param lastId of the last decision that it knew when it came; empty when it knew none
     * @param isNew whether it was not told yet what it had missed
     * @param waiting how many characters it has not read yet
     */
    private record Client(
            ServerSentEventConnection connection,
            Set<String> topics,
            String lastId,
            AtomicBoolean isNew,
            AtomicLong waiting)
            implements ServerSentEventConnection.EventCallback {

        void tell(String topic, String json, String id) {
            if (!topics.contains(topic)) {
                return;
            }
            if (waiting.addAndGet(json.length()) > MOST_WAITING) {
                LOG.info("a page that does not read is cut off");
                cut();
                return;
            }
            connection.send(json, topic, id.isEmpty() ? null : id, this);
        }

        @Override
        public void done(ServerSentEventConnection unused, String data, String event, String id) {
            waiting.addAndGet(-data.length());
        }

        @Override
        public void failed(ServerSentEventConnection unused, String data, String event, String id, IOException why) {
            cut();
        }

        private void cut() {
            try {
                connection.close();
            } catch (IOException e) {
                LOG.debug("a page is gone already: {}", e.getMessage());
            }
        }
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (clients() >= MOST_CLIENTS) {
            HttpPages.answer(
                    exchange,
                    HttpPages.Answer.error(
                            StatusCodes.SERVICE_UNAVAILABLE,
                            MOST_CLIENTS + " pages are open already; close one, or ask another daemon"));
            return;
        }
        exchange.getResponseHeaders().put(ACCEL_BUFFERING, "no");
        events.handleRequest(exchange);
    }

    /** How many pages are open. */
    int clients() {
        return clients.size();
    }

    private void arrived(ServerSentEventConnection connection, @Nullable String lastId) {
        Deque<String> topics = connection.getQueryParameters().getOrDefault("topics", new ArrayDeque<>(List.of("")));
        Set<String> asked = Arrays.stream(topics.getLast().split(",", -1)).collect(Collectors.toSet());
        asked.addAll(List.of("hb", "gap"));
        Client client = new Client(
                connection, asked, Objects.requireNonNullElse(lastId, ""), new AtomicBoolean(true), new AtomicLong());
        clients.add(client);
        connection.addCloseTask(unused -> {
            clients.remove(client);
            followers.remove(client);
        });
        connection.sendRetry(RETRY_MS);
        // newcomers hear at once how things stand
        client.tell("hb", NOTHING, "");
        client.tell("overview", json(overview.get()), "");
    }

    /** Tells how things stand; called each second. */
    void tellState() {
        if (clients.isEmpty()) {
            return;
        }
        tell("overview", json(overview.get()));
        Headroom.Report now = headroom.get();
        if (!now.at().equals(toldHeadroom)) {
            // with many symbols it is not worked out each second
            tell("headroom", json(now));
            toldHeadroom = now.at();
        }
        if (seconds++ % BETWEEN_SIGNS == 0) {
            tell("hb", NOTHING);
        }
    }

    private void tell(String topic, String json) {
        clients.forEach(client -> client.tell(topic, json, ""));
    }

    /** Tells what was decided and done; called {@link #LOOKS_A_SECOND} times a second, on another thread than the rest. */
    void tellDecisions() {
        if (clients.isEmpty()) {
            feed.forget();
            return;
        }
        Optional<List<DecisionReader.Read>> fresh = feed.next();
        if (fresh.isEmpty()) {
            // they are told of the gap when it ends
            followers.clear();
        }
        fresh.ifPresent(rows -> {
            tellDecisions(followers, rows);
            if (rows.stream().anyMatch(read -> read.row().kind().isDeed())) {
                // the pages that show deeds ask for them again
                tell("incident", "[]");
            }
        });
        if (feed.hasBegun()) {
            clients.stream().filter(client -> !followers.contains(client)).forEach(this::follow);
        }
    }

    private void follow(Client client) {
        Optional<List<DecisionReader.Read>> missed = client.isNew().getAndSet(false) && StreamIds.isId(client.lastId())
                ? feed.after(client.lastId())
                : Optional.empty();
        // who has just come asks again, now that nothing is missed from here on
        missed.ifPresentOrElse(rows -> tellDecisions(List.of(client), rows), () -> client.tell("gap", NOTHING, ""));
        followers.add(client);
        if (!client.connection().isOpen()) {
            followers.remove(client);
        }
    }

    private void tellDecisions(List<Client> some, List<DecisionReader.Read> rows) {
        List<DecisionReader.Read> decisions =
                rows.stream().filter(read -> read.row().kind().isDecision()).toList();
        if (!decisions.isEmpty() && !some.isEmpty()) {
            Map<String, String> names = gates.get();
            String told = json(
                    decisions.stream().map(read -> DecisionRow.of(read, names)).toList());
            String last = decisions.get(decisions.size() - 1).row().auditId();
            some.forEach(client -> client.tell("decision", told, last));
        }
    }

    private static String json(Object data) {
        return new String(Json.bytes(data), UTF_8);
    }

    @Override
    public void close() {
        clients.forEach(Client::cut);
    }
}
