package io.quantum.governor.engine.decide.plan;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a lane of plans going until it is closed; outlives every fault of Redis. */
public final class PlanLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PlanLoop.class);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofMillis(250);

    private final Supplier<Work> connector;
    private final RedisState state;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * What a connected loop works with.
     *
     * @param reader reads plans
     * @param decider decides them
     */
    record Work(PlanReader reader, PlanDecider decider) {}

    /**
     * @param connector connects to Redis; fails while Redis can't be reached
     */
    PlanLoop(Supplier<Work> connector, RedisState state) {
        this.connector = connector;
        this.state = state;
    }

    @Override
    @SuppressWarnings("IllegalCatch") // the one home of our own bugs: the loop goes on, the entries stay pending
    public void run() {
        Optional<Work> work = Optional.empty();
        while (isOpen()) {
            try {
                work = Optional.of(work.orElseGet(connector));
                work.get().reader().createGroup();
                state.up();
                new Lane(work.get().reader(), work.get().decider(), state, this::isOpen)
                        .start()
                        .join();
            } catch (RuntimeException e) {
                failed(e instanceof CompletionException && e.getCause() != null ? e.getCause() : e);
            }
        }
    }

    /** Ends the loop after the batch at hand. */
    public void close() {
        closed.countDown();
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    private void failed(Throwable fault) {
        if (fault instanceof RedisCommandExecutionException refused && isGroupGone(refused)) {
            LOG.warn("the consumer group is gone, Redis was emptied; creating it again");
            return;
        }
        // a connection that is reset fails with one of the latter
        if (fault instanceof RedisException || fault instanceof IOException || fault instanceof CancellationException) {
            state.down(fault);
        } else {
            LOG.error("a batch could not be decided; its plans are tried again", fault);
            state.undecided(fault);
        }
        pause();
    }

    /** A Redis before 7.2 has words of its own for a read that was waiting when the stream went away. */
    private static boolean isGroupGone(RedisCommandExecutionException refused) {
        String words = String.valueOf(refused.getMessage());
        return words.startsWith("NOGROUP") || words.startsWith("UNBLOCKED");
    }

    private void pause() {
        try {
            if (closed.await(PAUSE_AFTER_FAULT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("closed while waiting for Redis");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }
}
