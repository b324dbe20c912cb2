package io.quantum.governor.engine.decide.budget;

import io.lettuce.core.api.StatefulRedisConnection;
import io.quantum.governor.engine.rules.rulebook.limits.LimitScope;
import io.quantum.governor.facts.AskedNotional;
import io.quantum.governor.facts.BudgetCheck;
import io.quantum.governor.facts.Fact;
import io.quantum.governor.loaders.redis.StoredBudget;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at budgets as they stand in Redis, for people and programs that ask. Safe for use by many threads. */
public final class BudgetChecks {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Supplier<StatefulRedisConnection<String, byte[]>> connector;
    private final Supplier<BudgetRules> rules;
    private final String mode;
    private final Clock clock;
    private Optional<StatefulRedisConnection<String, byte[]>> connection = Optional.empty();

    /**
     * @param connector connects to Redis, and fails while it can't be reached; flushed by hand
     * @param rules the rules in force, for one check
     * @param mode {@code shadow} or {@code enforce}, for a symbol that has no budget
     */
    public BudgetChecks(
            Supplier<StatefulRedisConnection<String, byte[]>> connector,
            Supplier<BudgetRules> rules,
            String mode,
            Clock clock) {
        this.connector = connector;
        this.rules = rules;
        this.mode = mode;
        this.clock = clock;
    }

    /**
     * How a position compares with the symbol's budget.
     *
     * @param check what the rules concluded
     * @param mode the budget's own mode; without one, the engine's
     */
    record Checked(BudgetCheck check, String mode) {}

    /** A symbol's budget as it is stored; empty when there is none. */
    synchronized Map<String, String> stored(String symbol) {
        return read(symbol).fields();
    }

    /** Compares a position of a given size with the symbol's budget. */
    synchronized Checked check(String symbol, AskedNotional asked) {
        StoredBudget budget = read(symbol);
        try (BudgetRules now = rules.get()) {
            List<Fact> facts = new ArrayList<>(now.declared().about(symbol, connection(), TIMEOUT, clock));
            facts.add(asked);
            BudgetCheck check =
                    now.evaluator().evaluate(LimitScope.ofSymbol(symbol), facts).one(BudgetCheck.class);
            return new Checked(check, budget.fields().getOrDefault("mode", mode));
        }
    }

    private StoredBudget read(String symbol) {
        return StoredBudget.read(connection(), symbol);
    }

    private StatefulRedisConnection<String, byte[]> connection() {
        StatefulRedisConnection<String, byte[]> open = connection.orElseGet(connector);
        connection = Optional.of(open);
        return open;
    }
}
