package io.quantum.governor.engine.serve.daemon;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chores beside the plan loop, on one thread of their own. */
final class Background implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private final ScheduledExecutorService executor;
    private final List<ScheduledFuture<?>> chores = new ArrayList<>();

    /** @param name the thread's */
    Background(String name) {
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Does a chore now, and again so long after it has ended; a chore that fails is tried again. */
    void every(Duration pause, Runnable chore) {
        every(Duration.ZERO, pause, chore);
    }

    /** As {@link #every}, for the first time after the pause. */
    void everyAfter(Duration pause, Runnable chore) {
        every(pause, pause, chore);
    }

    private void every(Duration first, Duration pause, Runnable chore) {
        chores.add(executor.scheduleWithFixedDelay(
                () -> guarded(chore), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    @SuppressWarnings("IllegalCatch") // whatever is thrown would silently end the chore for ever
    private static void guarded(Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a background chore failed; it is tried again", e);
        }
    }

    @Override
    public void close() {
        chores.forEach(c -> c.cancel(true));
        executor.shutdownNow();
    }
}
