package io.quantum.governor.engine.rules.rulebook.limits;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Rows of limits, found by the plans that they are for. Immutable and safe for use by many threads. */
public final class LimitTable {
    /** A table without rows. */
    public static final LimitTable EMPTY = new LimitTable(List.of());

    private static final int ACCOUNT = 1;
    private static final int STRATEGY = 2;
    private static final int SYMBOL = 4;

    /** What rows can name; each is laid over those before it. */
    private static final int[] LEAST_SPECIFIC_FIRST = {
        ACCOUNT, STRATEGY, SYMBOL, STRATEGY + ACCOUNT, SYMBOL + ACCOUNT, SYMBOL + STRATEGY, SYMBOL + STRATEGY + ACCOUNT
    };

    private final List<LimitRow> rows;
    private final Map<LimitScope, List<LimitRow>> byScope = new HashMap<>();
    private final Set<String> symbols = new HashSet<>();
    private final Set<String> strategies = new HashSet<>();
    private final Set<String> accounts = new HashSet<>();

    /** @param rows at most one for each threshold and scope */
    public LimitTable(Collection<LimitRow> rows) {
        this.rows = List.copyOf(rows);
        for (LimitRow row : this.rows) {
            byScope.computeIfAbsent(row.scope(), unused -> new ArrayList<>(1)).add(row);
            symbols.add(row.scope().symbol());
            strategies.add(row.scope().strategy());
            accounts.add(row.scope().account());
        }
    }

    /** Every row, in the order of the file. */
    public List<LimitRow> rows() {
        return rows;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** What no row names taken out of a scope: of plans for which that is the same, the same rows count. */
    public LimitScope asFarAsNamed(LimitScope plan) {
        return new LimitScope(
                symbols.contains(plan.symbol()) ? plan.symbol() : "",
                strategies.contains(plan.strategy()) ? plan.strategy() : "",
                accounts.contains(plan.account()) ? plan.account() : "");
    }

    /**
     * The rows that count for a plan: for each threshold the one that names most of its symbol, strategy and account; of
     * those that name as many, the symbol counts more than the strategy, and the strategy more than the account.
     *
     * @return rows by the qualified names of their thresholds
     */
    public Map<String, LimitRow> of(LimitScope plan) {
        int known = (plan.symbol().isEmpty() ? 0 : SYMBOL)
                + (plan.strategy().isEmpty() ? 0 : STRATEGY)
                + (plan.account().isEmpty() ? 0 : ACCOUNT);
        Map<String, LimitRow> counting = new TreeMap<>();
        for (int named : LEAST_SPECIFIC_FIRST) {
            if ((named & known) == named) {
                LimitScope scope = new LimitScope(
                        (named & SYMBOL) == 0 ? "" : plan.symbol(),
                        (named & STRATEGY) == 0 ? "" : plan.strategy(),
                        (named & ACCOUNT) == 0 ? "" : plan.account());
                byScope.getOrDefault(scope, List.of()).forEach(row -> counting.put(row.threshold(), row));
            }
        }
        return counting;
    }

    /** The rows of some thresholds, by their qualified names. */
    public LimitTable only(Predicate<String> thresholds) {
        List<LimitRow> some =
                rows.stream().filter(row -> thresholds.test(row.threshold())).toList();
        return some.size() == rows.size() ? this : new LimitTable(some);
    }
}
