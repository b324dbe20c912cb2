package io.quantum.governor.engine.decide.budget;

import com.fasterxml.jackson.databind.node.NullNode;
import io.lettuce.core.RedisException;
import io.quantum.governor.engine.serve.http.HttpPages.Answer;
import io.quantum.governor.engine.serve.http.HttpPages.Route;
import io.quantum.governor.facts.AskedNotional;
import io.quantum.governor.facts.BudgetCheck;
import io.quantum.governor.loaders.WireNumber;
import io.quantum.governor.loaders.redis.RedisFault;
import io.quantum.governor.loaders.redis.StoredBudget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** The budget engine's own pages (contract, HTTP of port 8049). */
public final class BudgetPages {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final BudgetChecks checks;

    public BudgetPages(BudgetChecks checks) {
        this.checks = checks;
    }

    /** {@code GET /budget/{symbol}} and {@code POST /budget/check?symbol=&position_notional=}. */
    public List<Route> routes() {
        return List.of(
                new Route("GET", "/budget/{symbol}", q -> whileRedisAnswers(() -> budget(q))),
                new Route("POST", "/budget/check", q -> whileRedisAnswers(() -> check(q))));
    }

    private static Answer whileRedisAnswers(Supplier<Answer> page) {
        try {
            return page.get();
        } catch (RedisException e) {
            return error(UNAVAILABLE, "Redis does not answer: " + RedisFault.words(e));
        }
    }

    private Answer budget(Map<String, String> query) {
        String symbol = query.getOrDefault("symbol", "");
        Map<String, String> budget = StoredBudget.isSymbol(symbol) ? checks.stored(symbol) : Map.of();
        return budget.isEmpty() ? error(NOT_FOUND, "there is no budget of this symbol") : new Answer(OK, budget);
    }

    private Answer check(Map<String, String> query) {
        String symbol = query.getOrDefault("symbol", "");
        OptionalDouble notional = WireNumber.parse(query.getOrDefault("position_notional", ""));
        if (!StoredBudget.isSymbol(symbol) || notional.isEmpty() || notional.getAsDouble() < 0) {
            return error(BAD_REQUEST, "give symbol, such as BTCUSDT, and position_notional, USD, a number from 0 up");
        }
        BudgetChecks.Checked checked = checks.check(symbol, new AskedNotional(notional.getAsDouble()));
        BudgetCheck check = checked.check();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("violation", check.violation());
        answer.put("budget_usd", check.compared() ? check.budgetUsd() : NullNode.getInstance());
        answer.put("over_budget", check.overBudgetUsd());
        answer.put("mode", checked.mode());
        answer.put("reason", check.reason());
        return new Answer(OK, answer);
    }

    private static Answer error(int status, String what) {
        return new Answer(status, Map.of("error", what));
    }
}
