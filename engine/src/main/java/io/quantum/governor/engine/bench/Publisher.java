package io.quantum.governor.engine.bench;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.plan.PlanLoops;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.Replies;
import java.time.Duration;
import java.util.List;

/** Publishes plans and sees what becomes of them, as an executor would. */
final class Publisher implements AutoCloseable {
    static final String PLANS = "quantum:stream:apply.plan";
    private static final String EVENTS = "quantum:stream:governor.events";
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int AT_ONCE = 1000;

    private final StatefulRedisConnection<String, byte[]> writing;
    private final StatefulRedisConnection<String, byte[]> reading;
    private String lastEvent = "0-0";
    private long plans;

    Publisher(RedisClient redis) {
        this.writing = redis.connect(PlanLoops.CODEC);
        this.reading = redis.connect(PlanLoops.CODEC);
    }

    /**
     * Publishes one plan and waits for its event, which is committed with the permit.
     *
     * @return nanoseconds from before the XADD to the event's arrival
     */
    @SuppressWarnings("unchecked") // Lettuce takes its streams as generic varargs
    long decide(Load load, String symbol) {
        RedisFuture<List<StreamMessage<String, byte[]>>> event =
                reading.async().xread(XReadArgs.Builder.block(LONGEST), StreamOffset.from(EVENTS, lastEvent));
        long start = System.nanoTime();
        RedisFuture<String> published = writing.async().xadd(PLANS, load.plan(nextId(), symbol));
        Replies.await(event, LONGEST);
        long nanos = System.nanoTime() - start;
        Replies.await(published, LONGEST);
        List<StreamMessage<String, byte[]>> events = event.toCompletableFuture().join();
        if (events.isEmpty()) {
            throw new IllegalStateException("no decision within " + LONGEST.toSeconds() + " s");
        }
        lastEvent = events.get(events.size() - 1).getId();
        return nanos;
    }

    /** Publishes many plans without waiting for decisions. */
    void pileUp(Load load, int plans, int symbols) {
        writing.setAutoFlushCommands(false);
        for (int done = 0; done < plans; done += AT_ONCE) {
            RedisFuture<String> last = writing.async().xadd(PLANS, load.plan(nextId(), symbol(done, symbols)));
            for (int i = 1; i < Math.min(AT_ONCE, plans - done); i++) {
                last = writing.async().xadd(PLANS, load.plan(nextId(), symbol(done + i, symbols)));
            }
            writing.flushCommands();
            Replies.await(last, LONGEST);
        }
        writing.setAutoFlushCommands(true);
    }

    /** How many audit records there are: one for each decision. */
    long decided() {
        return writing.sync().xlen(Keys.AUDIT);
    }

    /** Reads on from the newest event. */
    void forgetDecisions() {
        writing.sync().del(Keys.AUDIT, EVENTS, PLANS);
        lastEvent = "0-0";
    }

    /** CPU seconds that Redis has used. */
    double redisCpuSeconds() {
        return writing.sync()
                .info("cpu")
                .lines()
                .filter(line -> line.startsWith("used_cpu_user:") || line.startsWith("used_cpu_sys:"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    StatefulRedisConnection<String, byte[]> connection() {
        return writing;
    }

    static String symbol(int number, int symbols) {
        return "S" + number % symbols + "USDT";
    }

    private String nextId() {
        plans++;
        return "bench-" + plans;
    }

    @Override
    public void close() {
        writing.close();
        reading.close();
    }
}
