package io.quantum.governor.deploy;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A governor that the launcher has started, decided plans at least once, and ends with its test. */
final class RunningGovernor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;

    private RunningGovernor(Process process) {
        this.process = process;
    }

    /**
     * Starts {@code governor run} and waits until it is healthy.
     *
     * @param environment names a port of its own, too
     * @param log is written
     */
    static RunningGovernor start(Map<String, String> environment, Path log) throws IOException {
        RunningGovernor governor = begin(environment, log);
        await().atMost(PATIENCE).until(() -> status(health(environment)) == 200);
        return governor;
    }

    /** As {@link #start}, waiting only until it answers, be it that it is not healthy. */
    static RunningGovernor begin(Map<String, String> environment, Path log) throws IOException {
        Map<String, String> own = new HashMap<>(environment);
        own.put("GOVERNOR_IS_BUILT", "yes");
        Process process = Commands.command(
                        own, Objects.requireNonNull(System.getProperty("governor.home")) + "/deploy/governor", "run")
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        await().atMost(PATIENCE).until(() -> status(health(environment)) > 0);
        return new RunningGovernor(process);
    }

    private static String health(Map<String, String> environment) {
        return "http://127.0.0.1:" + environment.get("METRICS_PORT") + "/health";
    }

    private static int status(String url) throws InterruptedException {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** A page's text. */
    static String page(String url) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }

    /** A port that nobody listens at. */
    static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Holds the process up as a machine does that has no time for it. */
    void pause(Duration length) throws IOException, InterruptedException {
        Commands.run(Map.of(), "kill", "-STOP", Long.toString(process.pid()));
        try {
            Thread.sleep(length.toMillis());
        } finally {
            Commands.run(Map.of(), "kill", "-CONT", Long.toString(process.pid()));
        }
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
