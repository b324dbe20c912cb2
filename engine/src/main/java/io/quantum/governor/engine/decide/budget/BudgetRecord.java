package io.quantum.governor.engine.decide.budget;

import io.quantum.governor.engine.base.json.Json;
import io.quantum.governor.engine.decide.cycle.FencedWrite;
import io.quantum.governor.engine.decide.plan.StoredNumber;
import io.quantum.governor.engine.rules.evaluate.Conclusions;
import io.quantum.governor.facts.BudgetCheck;
import io.quantum.governor.facts.ClusterStressUsed;
import io.quantum.governor.facts.HeatUsed;
import io.quantum.governor.facts.Stress;
import io.quantum.governor.facts.SymbolBudget;
import io.quantum.governor.facts.Volatility;
import io.quantum.governor.loaders.redis.Keys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is written about a symbol's budget (contract, keys written). */
final class BudgetRecord {
    private static final Duration EXPIRY = Duration.ofSeconds(60);

    private BudgetRecord() {}

    /**
     * The budget's hash, and the event of a violation.
     *
     * @param budget what the rules concluded
     * @param now the moment that its ages were counted from
     */
    static FencedWrite of(String symbol, SymbolBudget budget, Conclusions conclusions, String mode, Instant now) {
        String timestamp = Long.toString(now.getEpochSecond());
        Map<String, String> hash = new LinkedHashMap<>();
        hash.put("symbol", symbol);
        hash.put("budget_usd", StoredNumber.amount(budget.usd()));
        hash.put(
                "stress_factor",
                StoredNumber.amount(conclusions.one(Stress.class).stress()));
        hash.put("equity_usd", StoredNumber.amount(budget.equityUsd()));
        hash.put(
                "portfolio_heat",
                StoredNumber.amount(conclusions.one(HeatUsed.class).heat()));
        hash.put(
                "cluster_stress",
                StoredNumber.amount(conclusions.one(ClusterStressUsed.class).stress()));
        hash.put(
                "vol_regime",
                StoredNumber.amount(conclusions.one(Volatility.class).stress()));
        hash.put("mode", mode);
        hash.put("timestamp", timestamp);
        hash.put("base_risk_pct", StoredNumber.amount(budget.baseRiskShare()));
        Map<String, String> event = conclusions
                .atMostOne(BudgetCheck.class)
                .filter(BudgetCheck::violation)
                .map(check -> Map.of("json", event(symbol, check, mode, now.getEpochSecond())))
                .orElse(Map.of());
        return new FencedWrite(Keys.budget(symbol), EXPIRY, hash, Keys.VIOLATIONS, event);
    }

    private static String event(String symbol, BudgetCheck check, String mode, long timestamp) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event_type", "budget.violation");
        event.put("symbol", symbol);
        event.put("position_notional", check.positionNotionalUsd());
        event.put("budget_usd", check.budgetUsd());
        event.put("over_budget", check.overBudgetUsd());
        event.put("mode", mode);
        event.put("timestamp", timestamp);
        return new String(Json.bytes(event), StandardCharsets.UTF_8);
    }
}
