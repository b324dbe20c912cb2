package io.quantum.governor.lab.demo;

import java.time.Duration;

/** Leaves the scene at hand: enough plans are decided, somebody pressed Ctrl-C, or nobody reads on. */
final class EndOfDemo extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndOfDemo() {
        super("the demo ends", null, false, false);
    }

    /** Waits, unless the demo is to end. */
    static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw new EndOfDemo();
        }
    }
}
