package io.quantum.governor.engine.plan;

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
    private volatile boolean broken;
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

    /** Starts; the lane ends when it is closed, or with the first fault, in both cases when nothing is under way any more. */
    CompletableFuture<Void> start() {
        take(reader.read(), CompletableFuture.completedFuture(null));
        return end;
    }

    /** @param before done when all is decided that was taken earlier */
    private void take(CompletionStage<List<PlanEntry>> batch, CompletionStage<Void> before) {
        batch.thenCompose(this::withClaimed)
                .thenAccept(entries -> decide(entries, before))
                .whenComplete((taken, fault) -> {
                    if (fault != null) {
                        before.whenComplete((all, earlier) -> end.completeExceptionally(fault));
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

    /**
     * While a batch is decided, the next one is already on its way. It is taken when this one's commits are sent, not when
     * they are answered, so that neither Redis nor the rules wait for the other.
     */
    private void decide(List<PlanEntry> entries, CompletionStage<Void> before) {
        Batch batch = decider.decide(entries);
        List<CompletionStage<List<PlanEntry>>> next = open.getAsBoolean() ? List.of(reader.read()) : List.of();
        CompletionStage<Void> done = Batch.allOf(List.of(before, batch.done().thenRun(() -> decided(entries))));
        done.whenComplete((all, fault) -> {
            if (fault != null) {
                broken = true;
            }
        });
        batch.sent().whenComplete((sent, fault) -> {
            if (next.isEmpty() || fault != null || broken) {
                done.whenComplete(this::end);
            } else {
                take(next.get(0), done);
            }
        });
    }

    private void decided(List<PlanEntry> entries) {
        state.up();
        if (!entries.isEmpty()) {
            state.decided();
        }
    }

    private void end(Void all, Throwable fault) {
        if (fault == null) {
            end.complete(null);
        } else {
            end.completeExceptionally(fault);
        }
    }
}
