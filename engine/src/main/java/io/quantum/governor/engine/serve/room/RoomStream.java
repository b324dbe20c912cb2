package io.quantum.governor.engine.serve.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.record.archive.AuditRow;
import io.quantum.governor.engine.serve.http.HttpPages;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import io.undertow.util.StatusCodes;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /api/stream}: what has changed, told to each open page as it happens. One thread tells all of them; a page
 * that does not keep up is cut off, and connects again. Plans never wait for it.
 */
final class RoomStream implements HttpHandler, Runnable, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(RoomStream.class);
    private static final int MOST_CLIENTS = 50;
    private static final int MOST_WAITING = 100;
    /** Looks in a second, and between two signs of life. */
    static final int LOOKS_A_SECOND = 4;

    /** A page that was cut off connects again after so long. */
    private static final long RETRY_MS = 1000;

    private static final int BETWEEN_SIGNS = 10 * LOOKS_A_SECOND;

    private final DecisionFeed feed;
    private final Supplier<Map<String, Object>> overview;
    private final Supplier<Headroom.Report> headroom;
    private final Supplier<Map<String, String>> gates;
    private final ServerSentEventHandler events = new ServerSentEventHandler(this::arrived);
    private final Queue<Client> arrived = new ConcurrentLinkedQueue<>();
    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private Headroom.@Nullable Report toldHeadroom;
    private long looks;

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

    /** An open page. */
    private record Client(
            ServerSentEventConnection connection, Set<String> topics, String lastId, AtomicInteger waiting)
            implements ServerSentEventConnection.EventCallback {

        void tell(String topic, Object data, String id) {
            if (!topics.contains(topic)) {
                return;
            }
            if (waiting.incrementAndGet() > MOST_WAITING) {
                LOG.info("a page that does not read is cut off");
                cut();
                return;
            }
            connection.send(new String(Json.bytes(data), UTF_8), topic, id.isEmpty() ? null : id, this);
        }

        @Override
        public void done(ServerSentEventConnection unused, String data, String event, String id) {
            waiting.decrementAndGet();
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
        events.handleRequest(exchange);
    }

    /** How many pages are open. */
    int clients() {
        return clients.size() + arrived.size();
    }

    private void arrived(ServerSentEventConnection connection, @Nullable String lastId) {
        String topics = connection.getQueryParameters().containsKey("topics")
                ? Objects.requireNonNull(connection.getQueryParameters().get("topics"))
                        .getLast()
                : "";
        Set<String> asked = Arrays.stream(topics.split(",", -1)).collect(Collectors.toSet());
        asked.addAll(List.of("hb", "gap"));
        connection.addCloseTask(unused -> clients.removeIf(client -> client.connection() == connection));
        arrived.add(new Client(connection, asked, Objects.requireNonNullElse(lastId, ""), new AtomicInteger()));
    }

    /** Tells what is new; called so many times a second. */
    @Override
    public void run() {
        looks++;
        if (clients() == 0) {
            return;
        }
        List<AuditRow> fresh = feed.next();
        tellDecisions(clients, fresh);
        if (fresh.stream().anyMatch(row -> row.kind().isDeed())) {
            // the pages that show deeds ask for them again
            tell("incident", List.of());
        }
        admit();
        if (looks % LOOKS_A_SECOND == 0) {
            tell("overview", overview.get());
            Headroom.Report now = headroom.get();
            if (!now.equals(toldHeadroom)) {
                tell("headroom", now);
                toldHeadroom = now;
            }
        }
        if (looks % BETWEEN_SIGNS == 0) {
            tell("hb", Map.of());
        }
    }

    private void tell(String topic, Object data) {
        clients.forEach(client -> client.tell(topic, data, ""));
    }

    private void tellDecisions(List<Client> some, List<AuditRow> rows) {
        List<AuditRow> decisions =
                rows.stream().filter(row -> row.kind().isDecision()).toList();
        if (!decisions.isEmpty()) {
            Map<String, String> names = gates.get();
            List<DecisionRow> told =
                    decisions.stream().map(row -> DecisionRow.of(row, names)).toList();
            String last = decisions.get(decisions.size() - 1).auditId();
            some.forEach(client -> client.tell("decision", told, last));
        }
    }

    private void admit() {
        for (Client client = arrived.poll(); client != null; client = arrived.poll()) {
            if (client.connection().isOpen()) {
                admit(client);
            }
        }
    }

    /** Newcomers hear at once how things stand, and what they have missed. */
    private void admit(Client client) {
        clients.add(client);
        client.connection().sendRetry(RETRY_MS);
        client.tell("hb", Map.of(), "");
        client.tell("overview", overview.get(), "");
        client.tell("headroom", headroom.get(), "");
        if (StreamIds.isId(client.lastId())) {
            feed.after(client.lastId())
                    .ifPresentOrElse(
                            missed -> tellDecisions(List.of(client), missed), () -> client.tell("gap", Map.of(), ""));
        }
    }

    @Override
    public void close() {
        clients.forEach(Client::cut);
    }
}
