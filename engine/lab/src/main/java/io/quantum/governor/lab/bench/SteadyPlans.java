package io.quantum.governor.lab.bench;

import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.loaders.redis.Keys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Publishes plans at a steady pace, hears when each is decided, and of every rulebook that is activated or refused. */
final class SteadyPlans implements AutoCloseable {
    private static final long BEAT_NANOS = 2_000_000;
    private static final double BEATS_A_SECOND = 500;
    private static final int MOST_PLANS = 2_000_000;
    private static final int KEPT_AUDITS = 2000;
    private static final int KEPT_PLANS = 100_000;

    private final Publisher publisher;
    private final StatefulRedisConnection<String, byte[]> events;
    private final Load load;
    private final int symbols;
    private final int rate;
    private final long[] sentNanos = new long[MOST_PLANS];
    private final boolean[] marked = new boolean[MOST_PLANS];
    private final long[] tookNanos = new long[MOST_PLANS];
    private final AtomicLong decided = new AtomicLong();
    private final AtomicLong activated = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean marking;
    private volatile boolean open = true;
    private volatile int sent;
    private volatile int counted;

    SteadyPlans(RedisClient redis, Publisher publisher, Load load, int symbols, int rate) {
        this.publisher = publisher;
        this.events = redis.connect(PlanLoops.CODEC);
        this.load = load;
        this.symbols = symbols;
        this.rate = rate;
    }

    /** Publishes until it is closed. */
    void send() {
        int sentNow = 0;
        long next = System.nanoTime();
        double due = 0;
        while (open && sentNow + rate < MOST_PLANS) {
            due += rate / BEATS_A_SECOND;
            int count = (int) due - sentNow;
            long nanos = System.nanoTime();
            for (int i = sentNow; i < sentNow + count; i++) {
                sentNanos[i] = nanos;
                marked[i] = marking;
            }
            sentNow += count;
            sent = sentNow;
            publisher.send(load, count, symbols);
            if (sentNow % rate < count) {
                publisher.trim(Keys.AUDIT, KEPT_AUDITS);
                publisher.trim(Publisher.PLANS, KEPT_PLANS);
            }
            next += BEAT_NANOS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /** Hears until all that was published is decided. */
    @SuppressWarnings("unchecked") // the client takes offsets as an array
    void hear() {
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
            activated.incrementAndGet();
        } else {
            refused.incrementAndGet();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whether the plans that are published from now on are of one kind or of the other. */
    void mark(boolean kind) {
        marking = kind;
    }

    /** Only plans that are published from now on are measured. */
    void beginToMeasure() {
        counted = sent;
    }

    int sent() {
        return sent;
    }

    long decided() {
        return decided.get();
    }

    long activated() {
        return activated.get();
    }

    long refused() {
        return refused.get();
    }

    /** How long the plans of a kind took, nanoseconds, of those that are measured. */
    long[] tookNanos(boolean kind) {
        LongStream.Builder took = LongStream.builder();
        for (int i = counted; i < sent; i++) {
            if (marked[i] == kind) {
                took.add(tookNanos[i]);
            }
        }
        return took.build().toArray();
    }

    /** Ends the publishing. */
    void end() {
        open = false;
    }

    @Override
    public void close() {
        end();
        events.close();
    }
}
