package io.quantum.governor.deploy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A governor that the launcher has started, decided plans at least once, and ends with its test. */
final class RunningGovernor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int LINES_SHOWN = 40;
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 32_000;
    private static final Logger LOG = LoggerFactory.getLogger(RunningGovernor.class);
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
        governor.await(environment, log, status -> status == 200);
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
        RunningGovernor governor = new RunningGovernor(process);
        governor.await(environment, log, status -> status > 0);
        return governor;
    }

    /** Waits for what {@code /health} answers; fails with its text and the end of the log. */
    private void await(Map<String, String> environment, Path log, IntPredicate awaited) throws IOException {
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> !isRunning() || awaited.test(status(health(environment))));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(health(environment) + " says:\n" + said(environment) + "\n" + end(log), e);
        }
        if (!isRunning()) {
            throw new AssertionError("the governor has ended with " + process.exitValue() + ":\n" + end(log));
        }
    }

    private static String said(Map<String, String> environment) throws IOException {
        try {
            return page(health(environment));
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String end(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    private static String health(Map<String, String> environment) {
        return "http://127.0.0.1:" + environment.get("METRICS_PORT") + "/health";
    }

    private static int status(String url) throws InterruptedException {
        try {
            return HTTP.send(request(url), BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** A page's text. */
    static String page(String url) throws IOException, InterruptedException {
        return HTTP.send(request(url), BodyHandlers.ofString()).body();
    }

    private static HttpRequest request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER).build();
    }

    /**
     * A port that nobody listens at, below those that Linux gives to outgoing connections: one of them could have
     * taken it while a governor is started again.
     */
    static String freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return Integer.toString(socket.getLocalPort());
            } catch (BindException e) {
                LOG.debug("port {} is taken: {}", port, e.getMessage());
            }
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
