package io.quantum.governor.engine.serve.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Somebody who is told, over real HTTP. */
final class Receiver implements AutoCloseable {
    private static final int OK = 200;

    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private volatile String words = "";

    /** A request, and how it was answered. */
    record Got(String method, String path, Map<String, List<String>> headers, String body, int status) {
        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "receiver");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Integer planned = answers.poll();
        int status = planned == null ? OK : planned;
        got.add(new Got(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8),
                status));
        byte[] body = words.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Location", url("/elsewhere"));
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The next requests are answered with these. */
    void answers(Integer... statuses) {
        answers.addAll(List.of(statuses));
    }

    /** From now on everything is taken. */
    void answersNormally() {
        answers.clear();
    }

    void says(String text) {
        words = text;
    }

    List<Got> all() {
        return List.copyOf(got);
    }

    /** Those that it has taken. */
    List<Got> taken() {
        return got.stream().filter(g -> g.status() == OK).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
