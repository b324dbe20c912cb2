package io.quantum.governor.lab.bench;

import io.lettuce.core.RedisClient;
import io.quantum.governor.engine.rules.rulebook.RulebookFiles;
import io.quantum.governor.engine.rules.rulebook.RulebookTexts;
import io.quantum.governor.loaders.redis.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What reloads cost plans that come at a steady pace: the text of one rule file after the other is changed, compiled and
 * tested beside them. What was changed in a file makes no difference to what that costs.
 */
final class Reloading {
    private static final Load LOAD = new Load("production", false, true);
    private static final int SYMBOLS = 500;
    /** The first reloads load and warm the compilers. */
    private static final int WARM_UPS = 5;
    /** Nobody edits a rule in the seconds in which a governor starts. */
    private static final long WARM_SECONDS = 50;

    private static final long LOOK_NANOS = 2_000_000;
    private static final long BETWEEN_NANOS = 500_000_000;
    private static final long PATIENCE_NANOS = 90_000_000_000L;

    private final RedisClient redis;
    private final String redisUri;
    private final Path rules;
    private final int rate;
    private final List<Path> files;

    Reloading(RedisClient redis, String redisUri, Path rulebook, int rate) {
        this.redis = redis;
        this.redisUri = redisUri;
        this.rules = copy(rulebook);
        this.rate = rate;
        this.files = RulebookFiles.read(rules).files().stream()
                .map(file -> rules.resolve(file.path()))
                .toList();
    }

    /** Starts a governor, warms it up with some reloads, and measures so many more. */
    void measure(int reloads, Consumer<Row> rows, Consumer<String> progress) {
        int port = GovernorProcess.freePort();
        try (Publisher publisher = new Publisher(redis)) {
            publisher.connection().sync().flushdb();
            Map<String, String> settings = settings(publisher, port);
            try (SteadyPlans plans = new SteadyPlans(redis, publisher, LOAD, SYMBOLS, rate);
                    GovernorProcess governor = GovernorProcess.start(settings, "governor")) {
                Thread hearing = start(plans::hear, "hearing");
                Thread sending = start(plans::send, "sending");
                await(governor, () -> plans.decided() >= WARM_SECONDS * rate, "plans have been decided for a while");
                rows.accept(Row.ofNanos("first edit to active beside plans", reload(0, 1, plans, governor)));
                reload(1, WARM_UPS - 1, plans, governor);
                plans.beginToMeasure();
                String before = Scrape.metaspace(port);
                long[] took = reload(WARM_UPS, reloads, plans, governor);
                progress.accept(
                        "metaspace before " + before + ", after " + reloads + " reloads " + Scrape.metaspace(port));
                plans.end();
                join(sending);
                await(governor, () -> plans.decided() >= plans.sent(), "the last plan is decided");
                join(hearing);
                progress.accept(plans.sent() + " plans published, " + plans.decided() + " decided");
                rows.accept(Row.ofNanos(rate + " plans/s, no reload", plans.tookNanos(false)));
                rows.accept(Row.ofNanos(rate + " plans/s, during " + reloads + " reloads", plans.tookNanos(true))
                        .costing(Double.NaN, Double.NaN, governor.residentMegabytes()));
                rows.accept(Row.ofNanos("edit to active beside " + rate + " plans/s", took));
            }
        }
    }

    /** Changes the rulebook again and again; tells how long each change took to decide, nanoseconds. */
    private long[] reload(int from, int times, SteadyPlans plans, GovernorProcess governor) {
        long[] took = new long[times];
        for (int i = 0; i < times; i++) {
            long before = plans.activated();
            long start = System.nanoTime();
            plans.mark(true);
            Path file = files.get((from + i) % files.size());
            // no bench before has left this text compiled
            write(file, text(file) + "\n// " + UUID.randomUUID());
            await(governor, () -> plans.activated() > before, "the new rules are active");
            plans.mark(false);
            took[i] = System.nanoTime() - start;
            LockSupport.parkNanos(BETWEEN_NANOS);
        }
        if (plans.refused() > 0) {
            throw new IllegalStateException(plans.refused() + " reloads were refused");
        }
        return took;
    }

    private static void await(GovernorProcess governor, BooleanSupplier reached, String what) {
        long start = System.nanoTime();
        while (!reached.getAsBoolean()) {
            if (!governor.isRunning() || System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("waited in vain until " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private Map<String, String> settings(Publisher publisher, int port) {
        Map<String, String> settings = LOAD.settings();
        settings.put("REDIS_URL", redisUri);
        settings.put("METRICS_PORT", Integer.toString(port));
        settings.put("GOV_RULES_DIR", rules.toString());
        String now = Long.toString(TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()));
        for (int i = 0; i < SYMBOLS; i++) {
            String key = Cell.key("quantum:position:snapshot:") + Publisher.symbol(i, SYMBOLS);
            publisher.connection().sync().hset(key, Bench.snapshot(now));
        }
        return settings;
    }

    private static Path copy(Path rulebook) {
        try {
            Path copy = Files.createTempDirectory("governor-bench-rules");
            RulebookTexts.read(rulebook).byPath().forEach((path, text) -> write(copy.resolve(path), text));
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
