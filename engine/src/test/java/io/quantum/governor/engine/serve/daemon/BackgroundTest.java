package io.quantum.governor.engine.serve.daemon;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Chores beside the plan loop. */
class BackgroundTest {
    @Test
    void a_chore_is_tried_again_whatever_it_throws() {
        AtomicInteger tries = new AtomicInteger();
        try (Background background = new Background("test")) {
            background.every(Duration.ofMillis(1), () -> {
                if (tries.incrementAndGet() == 1) {
                    throw new StackOverflowError();
                }
                throw new IllegalStateException();
            });
            await().atMost(Duration.ofSeconds(10)).until(() -> tries.get() > 2);
        }
    }
}
