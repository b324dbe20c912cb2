package io.quantum.governor.engine.decide.cycle;

import io.quantum.governor.loaders.redis.RedisFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Redis answers an engine, as its loop last saw it. Safe for use by many threads. */
public final class CycleState {
    private static final Logger LOG = LoggerFactory.getLogger(CycleState.class);
    private static final String NOT_YET = "not connected yet";

    private final String engine;
    private volatile String trouble = NOT_YET;
    private volatile boolean holding;

    /** @param engine its name, {@code budget} */
    public CycleState(String engine) {
        this.engine = engine;
    }

    /** Empty while Redis answers; else what it said, or that it did not answer. */
    public String trouble() {
        return trouble;
    }

    /** Whether this daemon is the one that runs the cycles. */
    public boolean isHolding() {
        return holding;
    }

    void up(boolean holds) {
        trouble = "";
        if (holds != holding) {
            LOG.info("{} cycles are {}", engine, holds ? "run by this daemon now" : "run by another daemon now");
            holding = holds;
        }
    }

    void down(Exception fault) {
        String now = RedisFault.words(fault);
        if (trouble.isEmpty() || trouble.equals(NOT_YET)) {
            LOG.warn("Redis does not answer; no {} cycle until it does, trying on: {}", engine, now);
        }
        trouble = now;
        holding = false;
    }
}
