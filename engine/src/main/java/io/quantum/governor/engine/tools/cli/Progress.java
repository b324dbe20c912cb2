package io.quantum.governor.engine.tools.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Tells people that something goes on, once it has taken two seconds and every two seconds then. Safe for use by several
 * threads.
 */
public final class Progress {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final PrintStream out;
    private final InstantSource clock;
    private final String what;
    private long nextMillis;
    private long done;

    /** @param what are done: {@code mutants tried} */
    public Progress(PrintStream out, InstantSource clock, String what) {
        this.out = out;
        this.clock = clock;
        this.what = what;
        this.nextMillis = clock.millis() + PATIENCE.toMillis();
    }

    /** One more is done. */
    public synchronized void step(long of) {
        at(done + 1, of);
    }

    /** So many are done. */
    public synchronized void at(long now, long of) {
        done = now;
        if (clock.millis() >= nextMillis) {
            nextMillis = clock.millis() + PATIENCE.toMillis();
            out.println("  " + done + " of " + of + " " + what);
        }
    }
}
