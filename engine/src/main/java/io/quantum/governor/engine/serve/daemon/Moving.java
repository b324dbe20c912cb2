package io.quantum.governor.engine.serve.daemon;

import java.time.Duration;

/** Something that works in a loop, as whoever looks after it sees it. Safe for use by many threads. */
public interface Moving {
    /** Whether it does its work. */
    boolean isReady();

    /** What it does, or why it does not, in a few words. */
    String work();

    /** How long ago its loop took a step. */
    Duration sinceMoved();
}
