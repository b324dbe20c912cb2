package io.quantum.governor.loaders.redis;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.quantum.governor.loaders.UnreadableException;
import java.util.concurrent.CompletableFuture;

/**
 * What marks a plan id as decided or executed.
 *
 * @param decision the mark of an earlier decision
 * @param executed how many marks of an execution there are
 */
record PlanMarks(Reply<byte[]> decision, Reply<Long> executed) {

    /** Whether the plan was executed, which it then stays; so a commit need not look. */
    boolean isExecuted() {
        try {
            return executed.value(0L) > 0;
        } catch (UnreadableException e) {
            return true;
        }
    }

    /** Reads them; nothing is flushed. */
    static PlanMarks send(RedisAsyncCommands<String, byte[]> redis, String planId) {
        String decision = Keys.decision(planId);
        String executed = Keys.executed(planId);
        return new PlanMarks(new Reply<>(decision, redis.get(decision)), new Reply<>(executed, redis.exists(executed)));
    }

    /** There are none, as of nearly every plan; the commit will not take it otherwise. */
    static PlanMarks none(String planId) {
        return new PlanMarks(
                new Reply<>(Keys.decision(planId), CompletableFuture.completedFuture(null)),
                new Reply<>(Keys.executed(planId), CompletableFuture.completedFuture(0L)));
    }
}
