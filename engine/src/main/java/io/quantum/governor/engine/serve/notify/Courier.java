package io.quantum.governor.engine.serve.notify;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to one target, in order, what waits for it, and tries again after a failure. Looks when it is told to, on one thread
 * of its own: a receiver that hangs keeps nobody else waiting.
 */
final class Courier implements Runnable {
    static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final long SHORTEST_MS = 1000;
    private static final long LONGEST_MS = Duration.ofMinutes(5).toMillis();
    private static final long REPEAT_MS = Duration.ofMinutes(1).toMillis();
    private static final int MOST_REFUSALS = 3;
    private static final int MOST_DOUBLINGS = 10;

    private final Target target;
    private final Outbox outbox;
    private final Post post;
    private final Supplier<List<Message>> firing;
    private final Consumer<Result> counter;
    private final Clock clock;
    private int failures;
    /** How often in a row the receiver has said that it wants no such message. */
    private int refusals;

    private long notBeforeMs;
    private long repeatedMs;
    private volatile String trouble = "";

    /** What became of a message. */
    enum Result {
        delivered,
        failed,
        dropped
    }

    /**
     * @param firing what holds, for a target that forgets
     * @param counter told what became of each message that was posted
     */
    Courier(
            Target target,
            Outbox outbox,
            Post post,
            Supplier<List<Message>> firing,
            Consumer<Result> counter,
            Clock clock) {
        this.target = target;
        this.outbox = outbox;
        this.post = post;
        this.firing = firing;
        this.counter = counter;
        this.clock = clock;
    }

    /** Delivers one message, if one waits and it is time. */
    @Override
    public void run() {
        long now = clock.millis();
        if (now < notBeforeMs) {
            return;
        }
        try {
            Optional<Outbox.Waiting> waiting = outbox.first(target.name());
            if (waiting.isPresent()) {
                deliver(waiting.get());
            } else if (target.forgets() && now - repeatedMs >= REPEAT_MS) {
                repeatedMs = now;
                repeat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Outbox.Waiting waiting) throws InterruptedException {
        Answer answer = post.tell(target, target.request(waiting.message(), clock.instant()));
        if (answer.isDelivered()) {
            outbox.remove(waiting);
            counter.accept(Result.delivered);
            recovered();
        } else {
            failed(answer, waiting);
        }
    }

    private void recovered() {
        if (failures > 0) {
            LOG.info("{} takes messages again", target.name());
        }
        failures = 0;
        refusals = 0;
        trouble = "";
        notBeforeMs = clock.millis() + target.pause().toMillis();
    }

    private void failed(Answer answer, Outbox.Waiting waiting) {
        counter.accept(Result.failed);
        failures++;
        refusals = answer.isRefused() ? refusals + 1 : 0;
        trouble = answer.why();
        if (refusals >= MOST_REFUSALS) {
            outbox.setAside(waiting);
            counter.accept(Result.dropped);
            LOG.error(
                    "{} wants no such message, which is set aside in notify/aside: {} ({})",
                    target.name(),
                    waiting.message().headline(),
                    answer.why());
            failures = 0;
            refusals = 0;
            return;
        }
        long pause = Math.min(LONGEST_MS, SHORTEST_MS << Math.min(failures - 1, MOST_DOUBLINGS));
        notBeforeMs = clock.millis() + pause;
        if (failures == 1) {
            LOG.warn(
                    "a message to {} was not taken and is sent again: {}; {}",
                    target.name(),
                    answer.why(),
                    answer.remedy());
        }
    }

    /** What is not taken now is repeated in a minute anyway. */
    private void repeat() throws InterruptedException {
        for (Message message : firing.get()) {
            Answer answer = post.tell(target, target.request(message, clock.instant()));
            trouble = answer.why();
            if (!answer.isDelivered()) {
                counter.accept(Result.failed);
                return;
            }
        }
    }

    /** What {@code /health} says. */
    String told() {
        int waiting = outbox.waiting(target.name());
        return trouble.isEmpty() ? waiting == 0 ? "delivered" : waiting + " wait" : waiting + " wait: " + trouble;
    }
}
