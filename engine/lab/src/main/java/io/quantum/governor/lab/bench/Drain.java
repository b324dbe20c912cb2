package io.quantum.governor.lab.bench;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting until a pile of plans is decided. */
final class Drain {
    private static final long LONGEST_NANOS = 120_000_000_000L;
    private static final long LOOK_NANOS = 5_000_000;

    private Drain() {}

    static void await(Publisher publisher, long wanted, BooleanSupplier running) {
        long start = System.nanoTime();
        while (publisher.decided() < wanted) {
            if (!running.getAsBoolean() || System.nanoTime() - start > LONGEST_NANOS) {
                throw new IllegalStateException(
                        "only " + publisher.decided() + " of " + wanted + " plans were decided");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
