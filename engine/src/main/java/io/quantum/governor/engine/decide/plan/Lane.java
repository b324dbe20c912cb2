package io.quantum.governor.engine.decide.plan;

import io.quantum.governor.loaders.redis.PlanEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * Reads and decides one batch after the other. Every step runs on the thread that brings the answer of Redis, so that a
 * plan waits for no other thread on its way; a step never blocks.
 */
final class Lane {
    private static final Duration BETWEEN_CLAIMS = Duration.ofSeconds(1);

    private final PlanReader reader;
    private final PlanDecider decider;
    private final RedisState state;
    private final BooleanSupplier open;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private long claimedNanos = System.nanoTime();

    /**
     * @param open while it says so, batches are read; the one at hand is decided in any case
     */
    Lane(PlanReader reader, PlanDecider decider, RedisState state, BooleanSupplier open) {
        this.reader = reader;
        this.decider = decider;
        this.state = state;
        this.open = open;
    }

    /** Starts; the lane ends when it is closed, or fails with the first fault. */
    CompletableFuture<Void> start() {
        take(reader.read());
        return end;
    }

    private void take(CompletionStage<List<PlanEntry>> batch) {
        batch.thenCompose(this::withClaimed).thenCompose(this::decide).whenComplete((next, fault) -> {
            if (fault != null) {
                end.completeExceptionally(fault);
            } else if (next.isEmpty()) {
                end.complete(null);
            } else {
                take(next.get(0));
            }
        });
    }

    private CompletionStage<List<PlanEntry>> withClaimed(List<PlanEntry> entries) {
        if (System.nanoTime() - claimedNanos < BETWEEN_CLAIMS.toNanos()) {
            return CompletableFuture.completedFuture(entries);
        }
        claimedNanos = System.nanoTime();
        return reader.claim().thenApply(claimed -> {
            List<PlanEntry> all = new ArrayList<>(entries);
            all.addAll(claimed);
            return all;
        });
    }

    /** While a batch is decided, the next one is already on its way: it is what this gives, if there is to be one. */
    private CompletionStage<List<CompletionStage<List<PlanEntry>>>> decide(List<PlanEntry> entries) {
        state.taken(entries.size() >= reader.batch());
        CompletionStage<Void> decided = decider.decide(entries);
        List<CompletionStage<List<PlanEntry>>> next = open.getAsBoolean() ? List.of(reader.read()) : List.of();
        return decided.thenApply(done -> {
            state.up();
            if (!entries.isEmpty()) {
                state.decided();
            }
            return next;
        });
    }
}
