package io.quantum.governor.loaders.declared;

import io.quantum.governor.facts.DeclaredFact;
import io.quantum.governor.facts.FieldCheck;
import io.quantum.governor.facts.FieldOf;
import io.quantum.governor.facts.ReadFrom;

/** Records as they are made of declarations. */
public final class TestFacts {
    private TestFacts() {}

    /** A field of each type, one with a default. */
    @ReadFrom("redis hash quantum:portfolio:budget:{symbol}")
    public record Budget(
            @FieldOf(value = "mode", otherwise = "") String mode,
            @FieldOf("budget_usd") double budgetUsd,
            @FieldOf(value = "timestamp", aged = true) long ageSec)
            implements DeclaredFact {
        public Budget {
            budgetUsd = FieldCheck.money("budget_usd (budgetUsd)", budgetUsd, 0, 1e15);
        }
    }

    /** Another fact of the same key. */
    @ReadFrom("redis hash quantum:portfolio:budget:{symbol}")
    public record Stressed(@FieldOf("stress_factor") double factor) implements DeclaredFact {}

    /** Whole numbers and switches, which need not be there. */
    @ReadFrom("redis hash quantum:venue:{account}:{strategy}:{day}")
    public record Venue(
            @FieldOf(value = "open", otherwise = "yes") boolean open,
            @FieldOf(value = "orders", otherwise = "7") long orders)
            implements DeclaredFact {}

    @ReadFrom("redis string quantum:governor:last_exec:{symbol}")
    public record LastTime(
            @FieldOf(value = "value", aged = true) long ageSec) implements DeclaredFact {}

    @ReadFrom("redis list quantum:fills:{symbol}")
    public record Fills(
            @FieldOf("size") long size,
            @FieldOf("0.price") double newestPrice,
            @FieldOf("1.price") double priceBefore) implements DeclaredFact {}

    @ReadFrom("redis hash quantum:cluster:stress:{cluster}")
    public record ClusterStress(@FieldOf("stress") double stress) implements DeclaredFact {}

    @ReadFrom("redis stream quantum:stream:budget.violation where json.symbol is {symbol}")
    public record Violation(
            @FieldOf("json.over_budget") double overUsd,
            @FieldOf(value = "json.timestamp", aged = true) long ageSec) implements DeclaredFact {}

    /** Of the same key as {@link StrategyLimits} for a plan that names neither, with the fields the other way round. */
    @ReadFrom("redis hash quantum:limits:{account}")
    public record AccountLimits(
            @FieldOf("most_open") double mostOpen,
            @FieldOf("loss") double loss) implements DeclaredFact {}

    @ReadFrom("redis hash quantum:limits:{strategy}")
    public record StrategyLimits(
            @FieldOf("loss") double loss,
            @FieldOf("most_open") double mostOpen) implements DeclaredFact {}

    /** With an age that has bounds. */
    @ReadFrom("redis stream quantum:stream:halts where symbol is {symbol}")
    public record Halt(
            @FieldOf("state") String state,
            @FieldOf(value = "timestamp", aged = true) long ageSec) implements DeclaredFact {
        public Halt {
            ageSec = FieldCheck.whole("timestamp (ageSec)", ageSec, -5, 86_400);
        }
    }

    @ReadFrom("plan")
    public record Wish(@FieldOf("json.wish") String wish) implements DeclaredFact {}

    @ReadFrom("gauge {TEST_METRICS_URL} p26_heat_value")
    public record Heat(
            @FieldOf("value") double heat,
            @FieldOf(value = "snapshot", aged = true) long ageSec) implements DeclaredFact {}

    @ReadFrom("gauge {TEST_METRICS_URL} p26_other")
    public record Other(@FieldOf("value") double value) implements DeclaredFact {}
}
