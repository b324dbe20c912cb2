package io.quantum.governor.lab.bench;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.loaders.redis.Cell;
import io.quantum.governor.loaders.redis.Keys;
import io.quantum.governor.loaders.redis.Replies;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Publishes piles of plans and counts what is decided. */
final class Publisher implements AutoCloseable {
    static final String PLANS = Cell.key("quantum:stream:apply.plan");
    static final String EVENTS = Cell.key("quantum:stream:governor.events");
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int AT_ONCE = 1000;

    private final StatefulRedisConnection<String, byte[]> writing;
    private long plans;
    private RedisFuture<?> lastSent;

    Publisher(RedisClient redis) {
        this.writing = redis.connect(PlanLoops.CODEC);
        this.lastSent = writing.async().ping();
    }

    /** Writes a position of now for so many symbols. */
    void positions(int symbols) {
        Map<String, byte[]> snapshot =
                Bench.snapshot(Long.toString(Instant.now().getEpochSecond()));
        for (int i = 0; i < symbols; i++) {
            writing.sync().hset(Cell.key("quantum:position:snapshot:") + symbol(i, symbols), snapshot);
        }
    }

    /** Publishes many plans without waiting for decisions. */
    void pileUp(Load load, int plans, int symbols) {
        writing.setAutoFlushCommands(false);
        for (int done = 0; done < plans; done += AT_ONCE) {
            RedisFuture<String> last = writing.async().xadd(PLANS, plan(load, symbol(done, symbols)));
            for (int i = 1; i < Math.min(AT_ONCE, plans - done); i++) {
                last = writing.async().xadd(PLANS, plan(load, symbol(done + i, symbols)));
            }
            writing.flushCommands();
            Replies.await(last, LONGEST);
        }
        writing.setAutoFlushCommands(true);
    }

    /** Publishes some plans without waiting for Redis, except for what was published before; only from one thread. */
    void send(Load load, int plans, int symbols) {
        Replies.await(lastSent, LONGEST);
        writing.setAutoFlushCommands(false);
        for (int i = 0; i < plans; i++) {
            lastSent = writing.async().xadd(PLANS, plan(load, symbol((int) (this.plans % symbols), symbols)));
        }
        writing.flushCommands();
    }

    /** Lets a stream keep so many entries, roughly, with the next plans that are sent. */
    void trim(String stream, long entries) {
        lastSent = writing.async().xtrim(stream, true, entries);
        writing.flushCommands();
    }

    /** How many audit records there ever were, archived or not: one for each decision. */
    long decided() {
        if (writing.sync().exists(Keys.AUDIT) == 0) {
            return 0;
        }
        List<Object> stream = writing.sync().xinfoStream(Keys.AUDIT);
        for (int i = 0; i + 1 < stream.size(); i += 2) {
            if ("entries-added".equals(text(stream.get(i)))) {
                return (Long) stream.get(i + 1);
            }
        }
        throw new IllegalStateException("the bench needs a Redis of version 7 or later");
    }

    private static String text(Object name) {
        return name instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(name);
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

    private Map<String, byte[]> plan(Load load, String symbol) {
        plans++;
        Map<String, byte[]> plan = new LinkedHashMap<>();
        load.plan("bench-" + plans, symbol)
                .forEach((name, value) -> plan.put(name, value.getBytes(StandardCharsets.UTF_8)));
        return plan;
    }

    @Override
    public void close() {
        writing.close();
    }
}
