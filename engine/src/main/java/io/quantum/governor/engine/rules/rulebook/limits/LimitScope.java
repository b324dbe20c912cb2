package io.quantum.governor.engine.rules.rulebook.limits;

import io.quantum.governor.engine.rules.rulebook.fence.Words;
import io.quantum.governor.facts.Plan;
import io.quantum.governor.loaders.redis.PlanDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which plans a row of limits is for; of a plan, its own symbol, strategy and account.
 *
 * @param symbol the traded pair; empty when it does not matter, or there is none
 * @param strategy as for the symbol
 * @param account as for the symbol
 */
public record LimitScope(String symbol, String strategy, String account) {
    /** Names nothing. */
    public static final LimitScope NOTHING = new LimitScope("", "", "");

    static final String SYMBOL = "symbol";
    static final String STRATEGY = "strategy";
    static final String ACCOUNT = "account";

    /** The words of scopes; where rows name as many, an earlier word counts more than a later one. */
    static final List<String> WORDS = List.of(SYMBOL, STRATEGY, ACCOUNT);

    /** Of a plan. */
    public static LimitScope of(Plan plan) {
        return new LimitScope(plan.symbol(), plan.strategy(), plan.account());
    }

    /** Of a symbol that is judged without a plan. */
    public static LimitScope ofSymbol(String symbol) {
        return new LimitScope(symbol, "", "");
    }

    /**
     * Of plans that a person names.
     *
     * @param text {@code symbol=BTCUSDT,strategy=scalper}; a strategy and an account that are not named are the default ones
     * @throws IllegalArgumentException saying what is allowed
     */
    public static LimitScope ofPlans(String text) {
        Map<String, String> named = new LinkedHashMap<>(Map.of(STRATEGY, Plan.DEFAULT, ACCOUNT, Plan.DEFAULT));
        for (String part : text.split(",", -1)) {
            String[] sides = part.strip().split("=", 2);
            if (sides.length < 2 || !WORDS.contains(sides[0])) {
                throw new IllegalArgumentException("'" + part.strip() + "' is not a scope; write symbol=BTCUSDT,"
                        + " strategy=..., account=..., or several with commas between them");
            }
            refuse(sides[0], sides[1]);
            named.put(sides[0], sides[1]);
        }
        return of(named);
    }

    static LimitScope of(Map<String, String> named) {
        return new LimitScope(
                named.getOrDefault(SYMBOL, ""), named.getOrDefault(STRATEGY, ""), named.getOrDefault(ACCOUNT, ""));
    }

    /**
     * Refuses what no plan can have.
     *
     * @throws IllegalArgumentException saying what is wrong, and behind a semicolon what is allowed
     */
    static void refuse(String word, String value) {
        if (!WORDS.contains(word)) {
            throw new IllegalArgumentException("there is no scope '" + word + "'; " + Words.nearest(word, WORDS));
        }
        if (word.equals(SYMBOL) && !PlanDecoder.isSymbol(value)) {
            throw new IllegalArgumentException(
                    "'" + value + "' can't be a symbol; write 2 to 40 of A-Z 0-9 _, such as BTCUSDT");
        }
        if (!word.equals(SYMBOL) && !PlanDecoder.isLabel(value)) {
            throw new IllegalArgumentException(
                    "'" + value + "' can't be the " + word + " of a plan; write 1 to 64 of A-Z a-z 0-9 . _ : -");
        }
    }

    /** For people: {@code symbol=BTCUSDT,strategy=scalper}. */
    @Override
    public String toString() {
        List<String> named = new ArrayList<>();
        add(named, SYMBOL, symbol);
        add(named, STRATEGY, strategy);
        add(named, ACCOUNT, account);
        return String.join(",", named);
    }

    private static void add(List<String> named, String word, String value) {
        if (!value.isEmpty()) {
            named.add(word + "=" + value);
        }
    }
}
