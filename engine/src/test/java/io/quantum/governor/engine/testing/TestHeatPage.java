package io.quantum.governor.engine.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The heat gate's page of metrics over real HTTP, as well or as badly as a test wants it. */
public final class TestHeatPage implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Answer answer = exchange -> send(exchange, 200, "");

    /** How it answers. */
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    public TestHeatPage() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/metrics", exchange -> {
            asked.incrementAndGet();
            answer.to(exchange);
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/metrics";
    }

    /** How often it was asked. */
    public int asked() {
        return asked.get();
    }

    /** Shows the gauge among others, as the heat gate does. */
    public TestHeatPage shows(String value) {
        return says("# HELP p26_heat_value Portfolio heat\n# TYPE p26_heat_value gauge\np26_heat_value " + value
                + "\np26_heat_value_max 0.99\n");
    }

    /** Shows any text. */
    public TestHeatPage says(String text) {
        answer = exchange -> send(exchange, 200, text);
        return this;
    }

    /** Answers with a status and a good page. */
    public TestHeatPage fails(int status) {
        answer = exchange -> send(exchange, status, "p26_heat_value 0.5\n");
        return this;
    }

    /** Begins a good answer and never ends it. */
    public TestHeatPage hangs() {
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("p26_heat_value 0.5\n".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            await();
        };
        return this;
    }

    /** Sends a good answer followed by more than anybody wants to read. */
    public TestHeatPage neverEnds() {
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] some = "p26_heat_value 0.5\n# and so on\n".repeat(1000).getBytes(UTF_8);
            try (OutputStream body = exchange.getResponseBody()) {
                while (closed.getCount() > 0) {
                    body.write(some);
                }
            }
        };
        return this;
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
