package io.quantum.governor.engine.decide.plan;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Redis answers and plans get decided, as the plan loop last saw it. Safe for use by many threads. */
public final class RedisState {
    private static final Logger LOG = LoggerFactory.getLogger(RedisState.class);
    private static final String NOT_YET = "not connected yet";

    private volatile String trouble = NOT_YET;
    private volatile String undecided = "";
    private volatile boolean plansPileUp;

    /** Empty while Redis answers; else what it said, or that it did not answer. */
    public String trouble() {
        return trouble;
    }

    /** Empty while every batch gets decided; else why the last one did not. */
    public String undecided() {
        return undecided;
    }

    /** Whether the last batch of plans was as large as a batch can be, so that more of them wait. */
    public boolean plansPileUp() {
        return plansPileUp;
    }

    void decided() {
        undecided = "";
    }

    void taken(boolean fullBatch) {
        plansPileUp = fullBatch;
    }

    void undecided(Throwable fault) {
        plansPileUp = false;
        undecided = String.valueOf(fault.getMessage());
    }

    void up() {
        if (!trouble.isEmpty()) {
            LOG.info("Redis answers; deciding plans");
            trouble = "";
        }
    }

    void down(Throwable fault) {
        plansPileUp = false;
        String now = String.valueOf(fault.getMessage());
        if (trouble.isEmpty() || trouble.equals(NOT_YET)) {
            LOG.warn("Redis does not answer; no permits until it does, trying on: {}", now);
        }
        trouble = now;
    }
}
