package io.quantum.governor.engine.serve.observe;

import io.quantum.governor.facts.DayAfter;
import io.quantum.governor.facts.Order;
import io.quantum.governor.loaders.redis.LoadedPlan;
import java.util.Optional;

/** A plan that was loaded, and of which the other governor's decision is awaited. Not for use by several threads. */
final class Watched {
    private static final long BETWEEN_LATER_LOOKS_NANOS = 500_000_000;

    private final LoadedPlan plan;
    private final boolean seenBefore;
    private final Optional<Order> order;
    private final long sinceNanos = System.nanoTime();
    private long lookedNanos = sinceNanos;
    private Optional<Theirs> theirs = Optional.empty();

    /**
     * @param seenBefore whether a plan with this id came before
     * @param order what the plan would execute; empty where the rules do not tell
     */
    Watched(LoadedPlan plan, boolean seenBefore, Optional<Order> order) {
        this.plan = plan;
        this.seenBefore = seenBefore;
        this.order = order;
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

    /**
     * The first second in which it may have been decided: that of its publication and one less, since the other governor's clock may be behind that of Redis: nothing
     * that is older is a decision about it.
     */
    long decidedFromSec() {
        return Math.floorDiv(plan.entry().plan().publishedMs(), 1000L) - 1;
    }

    /** What a permit of it adds to the day's totals: what the permit says, else what its order is worth. */
    DayAfter added(Theirs permit) {
        Optional<Order> closing = order.filter(Order::isClosing);
        return new DayAfter(
                closing.isEmpty() ? 0 : permit.usd().orElse(closing.get().notionalUsd()),
                closing.isEmpty() ? 0 : permit.qtyBase().orElse(closing.get().qtyBase()));
    }

    boolean seenBefore() {
        return seenBefore;
    }

    long waitedMillis() {
        return (System.nanoTime() - sinceNanos) / 1_000_000;
    }

    /** Whether to look again: at once while it is new, and now and then while it has waited. */
    boolean isDue(long seenAfterMillis) {
        long now = System.nanoTime();
        boolean due = waitedMillis() < seenAfterMillis || now - lookedNanos >= BETWEEN_LATER_LOOKS_NANOS;
        if (due) {
            lookedNanos = now;
        }
        return due;
    }

    void heard(Theirs decision) {
        theirs = Optional.of(decision);
    }

    Optional<Theirs> theirs() {
        return theirs;
    }
}
