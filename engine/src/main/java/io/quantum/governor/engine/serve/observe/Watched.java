package io.quantum.governor.engine.serve.observe;

import io.quantum.governor.loaders.redis.LoadedPlan;
import java.util.Optional;

/** A plan that was loaded, and of which the other governor's decision is awaited. Not for use by several threads. */
final class Watched {
    private final LoadedPlan plan;
    private final boolean seenBefore;
    private final long sinceNanos = System.nanoTime();
    private Optional<Theirs> theirs = Optional.empty();

    /** @param seenBefore whether a plan with this id came before */
    Watched(LoadedPlan plan, boolean seenBefore) {
        this.plan = plan;
        this.seenBefore = seenBefore;
    }

    LoadedPlan plan() {
        return plan;
    }

    String id() {
        return plan.entry().plan().planId();
    }

    String symbol() {
        return plan.entry().plan().symbol();
    }

    /** When it was published, in whole seconds: nothing that is older is a decision about it. */
    long publishedSec() {
        return Math.floorDiv(plan.entry().plan().publishedMs(), 1000L);
    }

    boolean seenBefore() {
        return seenBefore;
    }

    long waitedMillis() {
        return (System.nanoTime() - sinceNanos) / 1_000_000;
    }

    void heard(Theirs decision) {
        theirs = Optional.of(decision);
    }

    Optional<Theirs> theirs() {
        return theirs;
    }
}
