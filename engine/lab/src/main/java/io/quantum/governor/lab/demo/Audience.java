package io.quantum.governor.lab.demo;

import io.quantum.governor.engine.decide.plan.DecisionListener;
import io.quantum.governor.engine.decide.plan.Outcome;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Hears of every decision on the plan loop's thread, and shows and counts it on the demo's. */
final class Audience implements DecisionListener {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BlockingQueue<Outcome> heard = new LinkedBlockingQueue<>();
    private final Screen screen;
    private final Tally tally;
    private final long enough;

    /**
     * @param screen shows each decision
     * @param tally counts it
     * @param enough so many decisions end the demo
     */
    Audience(Screen screen, Tally tally, long enough) {
        this.screen = screen;
        this.tally = tally;
        this.enough = enough;
    }

    @Override
    public void committed(Outcome outcome) {
        heard.add(outcome);
    }

    /**
     * Waits for the decision on an entry of the plan stream; decisions on entries of others are shown too.
     *
     * @param name what it is called when there is none
     * @throws DemoFailure when there is none within 10 s
     * @throws EndOfDemo when there have been enough
     */
    void awaitDecision(String streamId, String name) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean decided = false;
        while (!decided) {
            Outcome outcome = next(end - System.nanoTime(), name);
            decided = outcome.entry().streamId().equals(streamId);
            show(Decision.of(outcome));
        }
    }

    private void show(Decision decision) {
        tally.add(decision);
        screen.show(decision);
        if (tally.total() >= enough) {
            throw new EndOfDemo();
        }
    }

    private Outcome next(long nanos, String name) {
        try {
            Outcome outcome = heard.poll(nanos, TimeUnit.NANOSECONDS);
            if (outcome == null) {
                throw new DemoFailure("no decision on " + name + " within " + PATIENCE.toSeconds()
                        + " s; does another governor read the demo's Redis?");
            }
            return outcome;
        } catch (InterruptedException e) {
            throw new EndOfDemo();
        }
    }
}
