package io.quantum.governor.engine.serve.notify;

import java.net.URI;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for an address while plans are decided: whoever waits there notices when nobody asks any more. */
final class Heartbeat implements Runnable {
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final URI address;
    private final BooleanSupplier decides;
    private final Post post;
    private boolean failed;
    private long askedNanos = System.nanoTime() - PAUSE.toNanos();

    Heartbeat(URI address, BooleanSupplier decides, Post post) {
        this.address = address;
        this.decides = decides;
        this.post = post;
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        if (now - askedNanos < PAUSE.toNanos() || !decides.getAsBoolean()) {
            return;
        }
        askedNanos = now;
        try {
            Answer answer = post.get(address);
            if (!answer.isDelivered() && !failed) {
                LOG.warn("the heartbeat is not taken: {}; {}", answer.why(), answer.remedy());
            }
            failed = !answer.isDelivered();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
