package io.quantum.governor.lab.bench;

import io.lettuce.core.RedisClient;
import io.quantum.governor.engine.record.archive.ArchiveUrl;
import io.quantum.governor.loaders.redis.Keys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** What an explanation takes, of plans that are archived: the daemon's page, and the command that asks for it. */
final class Explanations {
    private static final Load LOAD = new Load("production", false, true);
    private static final int SYMBOLS = 500;
    private static final int PLANS = 2000;
    private static final int WARM_UP = 300;
    private static final int PAGES = 500;
    private static final int COMMANDS = 20;
    private static final int OK = 200;
    private static final long LOOK_NANOS = 50_000_000;

    private final String url;
    private int next;

    private Explanations(String url) {
        this.url = url;
    }

    /** Starts a governor, lets it decide and archive plans, and measures. */
    static void measure(RedisClient redis, String redisUri, Consumer<Row> rows) {
        Map<String, String> settings = LOAD.settings();
        try (Publisher publisher = new Publisher(redis);
                Scratch scratch = new Scratch()) {
            publisher.connection().sync().flushdb();
            int port = GovernorProcess.freePort();
            settings.put("REDIS_URL", redisUri);
            settings.put("METRICS_PORT", Integer.toString(port));
            settings.put(
                    ArchiveUrl.VARIABLE, "jdbc:sqlite:" + scratch.directory().resolve("audit.db"));
            try (GovernorProcess governor = GovernorProcess.start(settings, "governor")) {
                publisher.pileUp(LOAD, PLANS, SYMBOLS);
                awaitArchived(publisher, governor);
                new Explanations("http://127.0.0.1:" + port).measure(governor, rows);
            }
        }
    }

    /** A plan's entry is acknowledged with its decision, and its record leaves Redis when it is archived. */
    private static void awaitArchived(Publisher publisher, GovernorProcess governor) {
        var redis = publisher.connection().sync();
        while (redis.exists(Keys.decision("bench-" + PLANS)) == 0 || redis.xlen(Keys.AUDIT) > 0) {
            if (!governor.isRunning()) {
                throw new IllegalStateException("the governor has ended");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void measure(GovernorProcess governor, Consumer<Row> rows) {
        rows.accept(Row.ofMillis("explain, the first page since the start", page() / 1e6));
        times(WARM_UP, this::page);
        rows.accept(Row.ofNanos("explain, a page of the daemon", times(PAGES, this::page))
                .costing(Double.NaN, Double.NaN, governor.residentMegabytes()));
        rows.accept(Row.ofNanos("explain, the command", times(COMMANDS, this::command)));
    }

    private static long[] times(int count, LongSupplier once) {
        return LongStream.generate(once).limit(count).toArray();
    }

    private String plan() {
        next++;
        return "bench-" + (1 + next % PLANS);
    }

    private long page() {
        long start = System.nanoTime();
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(url + "/api/explain/" + plan()).toURL().openConnection();
            if (connection.getResponseCode() != OK) {
                throw new IllegalStateException(connection.getURL() + " answers " + connection.getResponseCode());
            }
            try (InputStream body = connection.getInputStream()) {
                body.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return System.nanoTime() - start;
    }

    private long command() {
        Path launcher = Path.of(System.getProperty("governor.home", "."), "deploy/governor");
        ProcessBuilder command = new ProcessBuilder(List.of(launcher.toString(), "explain", plan(), "--url", url));
        command.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        long start = System.nanoTime();
        try {
            int code = command.start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(launcher + " explain ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return System.nanoTime() - start;
    }
}
