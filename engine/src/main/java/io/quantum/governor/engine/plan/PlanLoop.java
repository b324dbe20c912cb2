package io.quantum.governor.engine.plan;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.quantum.governor.loaders.redis.PlanEntry;
import io.quantum.governor.loaders.redis.Replies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads plans and has them decided, until it is closed; outlives every fault of Redis. */
public final class PlanLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PlanLoop.class);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofMillis(250);
    private static final Duration BETWEEN_CLAIMS = Duration.ofSeconds(1);

    private final Supplier<Work> connector;
    private final RedisState state;
    private final Duration timeout;
    private final CountDownLatch closed = new CountDownLatch(1);
    private long claimedNanos = System.nanoTime();

    /**
     * What a connected loop works with.
     *
     * @param reader reads plans
     * @param decider decides them
     */
    record Work(PlanReader reader, PlanDecider decider) {}

    /**
     * @param connector connects to Redis; fails while Redis can't be reached
     * @param timeout how long Redis may take to answer a read, beyond the time for which the read waits for entries
     */
    PlanLoop(Supplier<Work> connector, RedisState state, Duration timeout) {
        this.connector = connector;
        this.state = state;
        this.timeout = timeout;
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
                readAndDecide(work.get());
            } catch (RedisException e) {
                state.down(e);
                pause();
            } catch (RuntimeException e) {
                LOG.error("a batch could not be decided; its plans are tried again", e);
                state.undecided(e);
                pause();
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

    /** While a batch is decided, the next one is already on its way. */
    private void readAndDecide(Work work) {
        PlanReader reader = work.reader();
        RedisFuture<List<StreamMessage<String, byte[]>>> next = reader.read();
        while (isOpen()) {
            List<PlanEntry> entries = new ArrayList<>(take(reader, next));
            if (System.nanoTime() - claimedNanos > BETWEEN_CLAIMS.toNanos()) {
                entries.addAll(reader.claim());
                claimedNanos = System.nanoTime();
            }
            next = reader.read();
            if (!entries.isEmpty()) {
                work.decider().decide(entries);
                state.decided();
            }
            state.up();
        }
        work.decider().decide(take(reader, next));
    }

    private List<PlanEntry> take(PlanReader reader, RedisFuture<List<StreamMessage<String, byte[]>>> answer) {
        Replies.await(answer, timeout);
        try {
            return PlanReader.decode(answer.toCompletableFuture().join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof RedisCommandExecutionException refused && isGroupGone(refused)) {
                LOG.warn("the consumer group is gone, Redis was emptied; creating it again");
                reader.createGroup();
                return List.of();
            }
            throw e.getCause() instanceof RedisException redis ? redis : new RedisException(e.getCause());
        }
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
