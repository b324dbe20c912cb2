package io.quantum.governor.engine.decide.cycle;

import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an engine's cycles on a thread of its own while this daemon has the lease: at fixed times, never two at once, and
 * a cycle that can't begin in time is counted. Whatever goes wrong in a cycle, the next one is run.
 */
public final class CycleLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CycleLoop.class);
    private static final long JOIN_MILLIS = 5000;

    private final String engine;
    private final Supplier<Work> connector;
    private final Duration interval;
    private final CycleMetrics metrics;
    private final CycleState state;
    private final Thread thread;
    private volatile boolean running = true;
    private Optional<Work> work = Optional.empty();

    /** The body of a cycle. */
    public interface Cycle {
        /**
         * Loads, evaluates and writes, once for every symbol.
         *
         * @return whether this daemon had the lease to the end
         * @throws RedisException when Redis does not answer
         */
        boolean run();
    }

    /**
     * What a loop works with, on connections of its own.
     *
     * @param lease who may run cycles
     * @param cycle the body of a cycle
     */
    public record Work(Lease lease, Cycle cycle) {}

    /**
     * Starts the loop.
     *
     * @param engine its name, {@code budget}
     * @param connector makes lease and cycle; called by the loop's thread, again after it has failed
     * @param interval between the beginnings of cycles
     */
    public CycleLoop(
            String engine, Supplier<Work> connector, Duration interval, CycleMetrics metrics, CycleState state) {
        this.engine = engine;
        this.connector = connector;
        this.interval = interval;
        this.metrics = metrics;
        this.state = state;
        this.thread = new Thread(this::loop, engine + "-cycle");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** How long a lease holds, so that after its owner's death another one runs a cycle within two intervals. */
    public static Duration leaseExpiry(Duration interval) {
        return interval.minus(Schedule.beat(interval));
    }

    private void loop() {
        boolean holds = hold();
        Schedule schedule = new Schedule(System.nanoTime(), interval);
        while (running) {
            if (schedule.isDue(System.nanoTime())) {
                if (holds) {
                    cycle(schedule);
                } else {
                    schedule.moveOn(System.nanoTime());
                }
            }
            LockSupport.parkNanos(schedule.pauseNanos(System.nanoTime()));
            holds = running && hold();
        }
        release();
    }

    private boolean hold() {
        try {
            work = Optional.of(work.orElseGet(connector));
            boolean holds = work.get().lease().hold();
            state.up(holds);
            return holds;
        } catch (RedisException e) {
            state.down(e);
            return false;
        }
    }

    @SuppressWarnings("IllegalCatch") // a fault in one cycle must not end all that follow
    private void cycle(Schedule schedule) {
        long begun = System.nanoTime();
        metrics.late(schedule.isLate(begun) ? 1 : 0);
        String outcome = CycleMetrics.FAILED;
        try {
            outcome = work.orElseThrow().cycle().run() ? CycleMetrics.DONE : CycleMetrics.LEASE_LOST;
        } catch (RedisException e) {
            state.down(e);
        } catch (RuntimeException e) {
            LOG.error("a {} cycle failed; the next one is run", engine, e);
        }
        long ended = System.nanoTime();
        metrics.ended(outcome, ended - begun);
        metrics.late(schedule.moveOn(ended));
    }

    private void release() {
        try {
            work.ifPresent(w -> w.lease().release());
        } catch (RedisException e) {
            LOG.debug("the lease of {} could not be given back and will expire: {}", engine, e.getMessage());
        }
    }

    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
