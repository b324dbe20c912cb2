package io.quantum.governor.engine.bench;

import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.plan.PlanLoops;
import io.quantum.governor.engine.rulebook.RulebookTexts;
import io.quantum.governor.loaders.redis.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What reloads cost plans that come at a steady pace: every change of the rulebook is compiled and tested beside them. */
final class Reloading implements AutoCloseable {
    private static final Load LOAD = new Load("production", false, true);
    private static final int SYMBOLS = 500;
    private static final long BEAT_NANOS = 2_000_000;
    private static final double BEATS_A_SECOND = 500;
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final int MOST_PLANS = 2_000_000;
    private static final int KEPT_AUDITS = 2000;

    private final Publisher publisher;
    private final StatefulRedisConnection<String, byte[]> events;
    private final Path rules;
    private final int rate;
    private final long[] sentNanos = new long[MOST_PLANS];
    private final boolean[] beside = new boolean[MOST_PLANS];
    private final long[] tookNanos = new long[MOST_PLANS];
    private final AtomicLong decided = new AtomicLong();
    private volatile int activated;
    private volatile int refused;
    private volatile boolean reloading;
    private volatile boolean open = true;
    private volatile int sent;

    Reloading(RedisClient redis, Path rulebook, int rate) {
        this.publisher = new Publisher(redis);
        this.events = redis.connect(PlanLoops.CODEC);
        this.rules = copy(rulebook);
        this.rate = rate;
    }

    /** Runs the governor, warms it up with some reloads, and measures so many more. */
    void run(String redisUri, int warmUps, int reloads, Consumer<Row> rows, Consumer<String> progress) {
        publisher.connection().sync().flushdb();
        int port = freePort();
        try (GovernorProcess governor = GovernorProcess.start(settings(redisUri, port), "governor")) {
            Thread reader = start(this::read, "reader");
            Thread sender = start(this::send, "sender");
            awaitDecisions(governor, rate);
            String memory = Scrape.metaspace(port);
            List<Long> took = new ArrayList<>();
            for (int i = 1; i <= warmUps + reloads; i++) {
                long nanos = reload(i, governor);
                if (i == warmUps) {
                    memory = Scrape.metaspace(port);
                } else if (i > warmUps) {
                    took.add(nanos);
                }
                LockSupport.parkNanos(500_000_000);
            }
            progress.accept("metaspace after " + warmUps + " reloads " + memory + ", after " + reloads + " more "
                    + Scrape.metaspace(port));
            open = false;
            join(sender);
            awaitDecisions(governor, sent);
            join(reader);
            progress.accept(sent + " plans published, " + decided.get() + " decided, " + activated
                    + " reloads activated, " + refused + " refused");
            rows.accept(Row.ofNanos(rate + " plans/s, no reload", taken(false)));
            rows.accept(Row.ofNanos(rate + " plans/s, during " + reloads + " reloads", taken(true))
                    .costing(Double.NaN, Double.NaN, governor.residentMegabytes()));
            rows.accept(Row.ofNanos(
                    "edit to active at " + rate + " plans/s",
                    took.stream().mapToLong(Long::longValue).toArray()));
        }
    }

    private long reload(int number, GovernorProcess governor) {
        int before = activated;
        long start = System.nanoTime();
        reloading = true;
        write(
                rules.resolve("rulebook.yaml"),
                text(rules.resolve("rulebook.yaml")).replaceFirst("version: .*", "version: 1.0." + number));
        while (activated == before) {
            if (refused > 0 || !governor.isRunning() || System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("reload " + number + " did not become active");
            }
            LockSupport.parkNanos(BEAT_NANOS);
        }
        reloading = false;
        return System.nanoTime() - start;
    }

    private void send() {
        int sentNow = 0;
        long next = System.nanoTime();
        double due = 0;
        while (open && sentNow + rate < MOST_PLANS) {
            due += rate / BEATS_A_SECOND;
            int count = (int) due - sentNow;
            boolean now = reloading;
            long nanos = System.nanoTime();
            for (int i = sentNow; i < sentNow + count; i++) {
                sentNanos[i] = nanos;
                beside[i] = now;
            }
            sentNow += count;
            sent = sentNow;
            publisher.send(LOAD, count, SYMBOLS);
            if (sentNow % rate < count) {
                publisher.trim(Keys.AUDIT, KEPT_AUDITS);
                publisher.trim(Publisher.PLANS, MOST_PLANS / 20);
            }
            next += BEAT_NANOS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    @SuppressWarnings("unchecked") // the client takes offsets as an array
    private void read() {
        String last = "0";
        while (open || decided.get() < sent) {
            List<StreamMessage<String, byte[]>> some = events.sync()
                    .xread(XReadArgs.Builder.block(100).count(1000), StreamOffset.from(Publisher.EVENTS, last));
            long nanos = System.nanoTime();
            for (StreamMessage<String, byte[]> event : some) {
                last = event.getId();
                heard(event.getBody(), nanos);
            }
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread hears
    private void heard(Map<String, byte[]> event, long nanos) {
        byte @Nullable [] plan = event.get("plan_id");
        if (plan != null) {
            int number = Integer.parseInt(text(plan).substring("bench-".length())) - 1;
            if (tookNanos[number] != 0) {
                throw new IllegalStateException("plan " + number + " was decided twice");
            }
            tookNanos[number] = nanos - sentNanos[number];
            decided.incrementAndGet();
        } else if ("RULES_ACTIVATED".equals(text(event.getOrDefault("event", new byte[0])))) {
            activated++;
        } else {
            refused++;
        }
    }

    private long[] taken(boolean during) {
        LongStream.Builder taken = LongStream.builder();
        // the first seconds warm the governor up
        for (int i = Math.min(sent, rate * 5); i < sent; i++) {
            if (beside[i] == during) {
                taken.add(tookNanos[i]);
            }
        }
        return taken.build().toArray();
    }

    private void awaitDecisions(GovernorProcess governor, long wanted) {
        long start = System.nanoTime();
        while (decided.get() < wanted) {
            if (!governor.isRunning() || System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("only " + decided.get() + " of " + sent + " plans were decided");
            }
            LockSupport.parkNanos(BEAT_NANOS);
        }
    }

    private Map<String, String> settings(String redisUri, int port) {
        Map<String, String> settings = LOAD.settings();
        settings.put("REDIS_URL", redisUri);
        settings.put("METRICS_PORT", Integer.toString(port));
        settings.put("GOV_RULES_DIR", rules.toString());
        String now = Long.toString(TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()));
        for (int i = 0; i < SYMBOLS; i++) {
            publisher
                    .connection()
                    .sync()
                    .hset("quantum:position:snapshot:" + Publisher.symbol(i, SYMBOLS), Bench.snapshot(now));
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

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
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

    @Override
    public void close() {
        open = false;
        events.close();
        publisher.close();
    }
}
