package io.quantum.governor.engine.decide.plan;

import io.quantum.governor.loaders.redis.RedisFault;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Redis answers and plans get decided, as the plan loop last saw it. Safe for use by many threads. */
public final class RedisState {
    private static final Logger LOG = LoggerFactory.getLogger(RedisState.class);
    private static final String NOT_YET = "not connected yet";

    private volatile String trouble = NOT_YET;
    private volatile String undecided = "";
    private volatile boolean plansPileUp;
    private volatile long movedNanos = System.nanoTime();

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

    /** How long ago the loop took a step: read a batch, be it an empty one, or failed and began anew. */
    public Duration sinceMoved() {
        return Duration.ofNanos(System.nanoTime() - movedNanos);
    }

    void decided() {
        undecided = "";
    }

    void taken(boolean fullBatch) {
        moved(fullBatch);
    }

    void undecided(Throwable fault) {
        moved(false);
        undecided = RedisFault.words(fault);
    }

    private void moved(boolean morePlansWait) {
        plansPileUp = morePlansWait;
        movedNanos = System.nanoTime();
    }

    void up() {
        if (!trouble.isEmpty()) {
            LOG.info("Redis answers; deciding plans");
            trouble = "";
        }
    }

    void down(Throwable fault) {
        moved(false);
        String now = RedisFault.words(fault);
        if (trouble.isEmpty() || trouble.equals(NOT_YET)) {
            LOG.warn("Redis does not answer; no permits until it does, trying on: {}", now);
        }
        trouble = now;
    }
}
