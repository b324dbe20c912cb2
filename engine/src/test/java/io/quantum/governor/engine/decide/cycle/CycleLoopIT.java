package io.quantum.governor.engine.decide.cycle;

import static io.quantum.governor.engine.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.decide.plan.PlanLoops;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loops over a real lease: fixed times, one at a time, and what is counted. */
@SuppressWarnings("try") // a loop works by itself until it is closed
class CycleLoopIT {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final long MILLI = 1_000_000;

    private final RedisClient client = RedisClient.create(TestRedis.uri());
    private final RedisView view = new RedisView(TestRedis.uri());
    private final MetricsPage page = new MetricsPage();
    private final List<Long> begun = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();

    @BeforeEach
    void begin() {
        view.commands().flushall();
    }

    @AfterEach
    void end() {
        page.close();
        view.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }

    @Test
    void cycles_begin_at_fixed_distances_whatever_they_take() {
        try (CycleLoop loop = start("one", () -> pause(50))) {
            awaitCycles(11);
        }
        // ten intervals, and those that a busy machine has passed over, which are counted; with what a cycle takes it
        // would be twelve
        long intervals = Math.round((double) (begun.get(10) - begun.get(0)) / INTERVAL.toNanos());
        assertThat(intervals - (long) late()).isBetween(9L, 11L);
    }

    @Test
    void a_cycle_that_takes_too_long_is_not_overlapped_and_what_it_passed_over_is_counted() {
        try (CycleLoop loop = start("one", () -> pause(begun.size() == 1 ? 500 : 0))) {
            awaitCycles(4);
        }
        assertThat(mostRunning).hasValue(1);
        assertThat(late()).isGreaterThanOrEqualTo(2);
        // at a due time, not before the one at hand has ended
        assertThat((begun.get(1) - begun.get(0)) / MILLI).isGreaterThanOrEqualTo(500L);
    }

    @Test
    void a_fault_in_a_cycle_does_not_end_those_that_follow() {
        try (CycleLoop loop = start("one", () -> {
            throw new IllegalStateException("a fault of ours");
        })) {
            awaitCycles(3);
            await().until(() -> page.text().contains("governor_cycles_total{engine=\"test\",outcome=\"failed\"} "));
        }
    }

    @Test
    void of_several_loops_one_at_a_time_runs_cycles_and_another_goes_on_when_it_ends() {
        CycleLoop first = start("first", () -> pause(20));
        awaitCycles(1);
        try (CycleLoop second = start("second", () -> pause(20));
                CycleLoop third = start("third", () -> pause(20))) {
            awaitCycles(6);
            // the first one, unless this machine has kept it waiting for longer than its lease
            assertThat(view.text(Lease.key("test"))).isIn("first", "second", "third");
            first.close();
            int before = begun.size();
            awaitCycles(before + 5);
        }
        assertThat(mostRunning).hasValue(1);
        assertThat(view.has(Lease.key("test"))).isFalse();
    }

    private CycleLoop start(String owner, Runnable body) {
        return new CycleLoop(
                "test",
                () -> {
                    StatefulRedisConnection<String, byte[]> redis = client.connect(PlanLoops.CODEC);
                    redis.setAutoFlushCommands(false);
                    Lease lease = new Lease(redis, "test", owner, CycleLoop.leaseExpiry(INTERVAL));
                    return new CycleLoop.Work(lease, () -> cycle(body));
                },
                INTERVAL,
                owner.equals("one") || owner.equals("first")
                        ? new CycleMetrics(page, "test")
                        : new CycleMetrics(new MetricsPage(), "test"),
                new CycleState("test"));
    }

    private boolean cycle(Runnable body) {
        begun.add(System.nanoTime());
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            body.run();
            return true;
        } finally {
            running.decrementAndGet();
        }
    }

    private void awaitCycles(int count) {
        await().atMost(RedisView.PATIENCE).until(() -> begun.size() >= count);
    }

    private static void pause(long millis) {
        LockSupport.parkNanos(millis * MILLI);
    }

    private double late() {
        return page.text()
                .lines()
                .filter(line -> line.startsWith("governor_cycle_late_total{engine=\"test\"} "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }
}
