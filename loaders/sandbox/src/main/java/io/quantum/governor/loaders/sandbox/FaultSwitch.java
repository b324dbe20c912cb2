package io.quantum.governor.loaders.sandbox;

import java.time.Duration;
import java.util.Set;

/** Which fault the simulated exchange plays now, and on which paths. Thread-safe. */
final class FaultSwitch {
    private Failure failure = Failure.NONE;
    private Set<String> paths = Set.of();
    private long turns;

    /** Plays a fault from now on; on all paths when none is named. */
    synchronized void set(Failure next, Set<String> onPaths) {
        failure = next;
        paths = onPaths;
        turns++;
        notifyAll();
    }

    synchronized Failure on(String path) {
        return paths.isEmpty() || paths.contains(path) ? failure : Failure.NONE;
    }

    /** Waits until the switch is set again, or for this long. */
    synchronized void hold(Duration longest) throws InterruptedException {
        long turn = turns;
        long end = System.nanoTime() + longest.toNanos();
        for (long left = longest.toMillis(); turn == turns && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }
}
