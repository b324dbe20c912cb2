package io.quantum.governor.loaders.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** The heat gate's page of metrics over real HTTP on this machine; it shows the heat that it is told. */
public final class SimulatedHeatGate implements AutoCloseable {
    private static final int OK = 200;

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile double heat;

    private SimulatedHeatGate(HttpServer server) {
        this.server = server;
    }

    /** Starts it on a free port, cold. */
    public static SimulatedHeatGate start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            SimulatedHeatGate gate = new SimulatedHeatGate(server);
            server.createContext("/metrics", gate::answer);
            server.start();
            return gate;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its page is. */
    public URI page() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
    }

    /** Shows another heat, 0 cold to 1 hot. */
    public void show(double now) {
        heat = now;
    }

    /** How often the page was asked for. */
    public int asked() {
        return asked.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        byte[] page = ("# HELP p26_heat_value Portfolio heat\n# TYPE p26_heat_value gauge\np26_heat_value " + heat
                        + "\n")
                .getBytes(UTF_8);
        exchange.sendResponseHeaders(OK, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
