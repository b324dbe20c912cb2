package io.quantum.governor.engine.serve.http;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.base.settings.PageSettings;
import io.quantum.governor.loaders.redis.Cell;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.xnio.Options;

/** Serves {@code /metrics} and {@code /health} on one port. */
public final class HttpPages implements AutoCloseable {
    /** The header by which whoever asks sees which cell answers. */
    public static final HttpString CELL = new HttpString("X-Governor-Cell");

    private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";
    private static final String JSON = "application/json";
    /** A search takes a while, and others ask meanwhile. */
    private static final int THREADS = 8;

    /** A connection on which so long nothing is read or written is somebody's who does not read, or has gone. */
    private static final int IDLE_MS = 60_000;

    private static final int SHUTDOWN_MS = 2000;
    private static final int MOST_CONNECTIONS = 500;

    private final Undertow server;

    private HttpPages(Undertow server) {
        this.server = server;
    }

    /** As the other {@code start}, with nothing else. */
    public static HttpPages start(
            String bind, PageSettings page, MetricsPage metrics, Supplier<Health> health, List<Route> more) {
        return start(bind, page, metrics, health, more, Map.of());
    }

    /**
     * Starts serving.
     *
     * @param bind the address, {@code 127.0.0.1}
     * @param page the port, and the variable that sets it
     * @param metrics what {@code /metrics} shows
     * @param health what {@code /health} shows
     * @param more pages besides these
     * @param others what else is served, by the beginnings of paths; {@code /} stands for itself alone
     * @throws IllegalArgumentException when the address can't be served, naming the settings
     */
    public static HttpPages start(
            String bind,
            PageSettings page,
            MetricsPage metrics,
            Supplier<Health> health,
            List<Route> more,
            Map<String, HttpHandler> others) {
        RoutingHandler routes = new RoutingHandler()
                .get("/metrics", exchange -> send(exchange, StatusCodes.OK, PLAIN, utf8(metrics.text())))
                .get("/health", exchange -> {
                    Health now = health.get();
                    send(
                            exchange,
                            now.healthy() ? StatusCodes.OK : StatusCodes.SERVICE_UNAVAILABLE,
                            JSON,
                            Json.bytes(now.fields()));
                })
                .setFallbackHandler(HttpPages::notFound);
        more.forEach(route -> routes.add(route.method(), route.path(), exchange -> send(exchange, route)));
        PathHandler paths = Handlers.path(new BlockingHandler(routes));
        others.forEach((path, handler) -> {
            if (path.equals("/")) {
                paths.addExactPath(path, handler);
            } else {
                paths.addPrefixPath(path, handler);
            }
        });
        Undertow server = Undertow.builder()
                .addHttpListener(page.port(), bind)
                .setIoThreads(1)
                .setWorkerThreads(THREADS)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 1L << 16)
                .setServerOption(UndertowOptions.IDLE_TIMEOUT, IDLE_MS)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, IDLE_MS)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, SHUTDOWN_MS)
                .setSocketOption(Options.CONNECTION_HIGH_WATER, MOST_CONNECTIONS)
                .setSocketOption(Options.CONNECTION_LOW_WATER, MOST_CONNECTIONS - 1)
                .setHandler(new Visitors(paths, page.hosts()))
                .build();
        try {
            server.start();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof BindException taken) {
                throw new IllegalArgumentException(
                        page.variable() + ", GOV_HTTP_BIND: " + bind + ":" + page.port() + " can't be served ("
                                + taken.getMessage() + "); give a free port, or an address of this machine",
                        e);
            }
            throw e;
        }
        return new HttpPages(server);
    }

    /** The port that is served. */
    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    /**
     * A page besides the metrics and the health.
     *
     * @param method {@code GET} or {@code POST}
     * @param path may hold names in braces: {@code /budget/{symbol}}
     * @param page answers a request, by the parameters of its path and its query
     * @param guard empty for a page that everybody may ask for
     */
    public record Route(String method, String path, Function<Map<String, String>, Answer> page, Optional<Guard> guard) {

        /** A page that everybody may ask for. */
        public Route(String method, String path, Function<Map<String, String>, Answer> page) {
            this(method, path, page, Optional.empty());
        }
    }

    /**
     * What a page answers.
     *
     * @param status the HTTP status
     * @param body is written as JSON
     */
    public record Answer(int status, Object body) {

        /** Something is wrong. */
        public static Answer error(int status, String what) {
            return new Answer(status, Map.of("error", what));
        }
    }

    /** Sends an answer. */
    public static void answer(HttpServerExchange exchange, Answer answer) {
        send(exchange, answer.status(), JSON, Json.bytes(answer.body()));
    }

    private static void send(HttpServerExchange exchange, Route route) {
        Map<String, String> parameters = new HashMap<>();
        exchange.getQueryParameters().forEach((name, values) -> parameters.put(name, values.getLast()));
        answer(
                exchange,
                route.guard()
                        .flatMap(g -> g.refusal(exchange))
                        .orElseGet(() -> route.page().apply(parameters)));
    }

    private static void notFound(HttpServerExchange exchange) {
        byte[] body = Json.bytes(Map.of("error", "there is no such page; try /health or /metrics"));
        send(exchange, StatusCodes.NOT_FOUND, JSON, body);
    }

    private static void send(HttpServerExchange exchange, int status, String type, byte[] body) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
        exchange.getResponseHeaders().put(CELL, Cell.prefix());
        exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop();
    }
}
