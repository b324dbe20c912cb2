package io.quantum.governor.engine.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waiting for what must come, on a machine that may have much else to do. */
public final class Patience {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Patience() {}

    /** As {@link Awaitility#await()}, for longer. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LONGEST);
    }
}
