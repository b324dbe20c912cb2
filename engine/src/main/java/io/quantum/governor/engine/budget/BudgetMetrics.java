package io.quantum.governor.engine.budget;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.quantum.governor.engine.evaluate.Conclusions;
import io.quantum.governor.engine.metrics.MetricsPage;
import io.quantum.governor.engine.metrics.SymbolLabels;
import io.quantum.governor.engine.settings.BudgetSettings;
import io.quantum.governor.facts.BudgetCheck;
import io.quantum.governor.facts.StaleInput;
import io.quantum.governor.facts.Stress;
import io.quantum.governor.facts.SymbolBudget;

/** The budget engine's metrics (contract, metrics of port 8049). */
public final class BudgetMetrics {
    private final SymbolLabels symbols = new SymbolLabels();
    private final boolean enforced;
    private final Counter computed;
    private final Gauge value;
    private final Gauge stress;
    private final Counter blocks;
    private final Counter allowed;
    private final Counter stale;
    private final Counter writesFailed;

    /** @param page the engine's page */
    public BudgetMetrics(MetricsPage page, BudgetSettings settings) {
        enforced = settings.isEnforced();
        page.gauge("p28_enforce_mode", "Whether budgets are enforced: 1, or only computed: 0")
                .set(enforced ? 1 : 0);
        computed = page.counter("p28_budget_computed_total", "Budgets that were computed", "symbol");
        value = page.gauge("p28_budget_value_usd", "The last budget, USD", "symbol");
        stress = page.gauge("p28_stress_factor", "The stress of the last budget, 0 to 1", "symbol");
        blocks = page.counter("p28_budget_blocks_total", "Violations found in enforce", "symbol");
        allowed = page.counter("p28_budget_allow_total", "Checks that found no violation, or not in enforce", "symbol");
        stale = page.counter("p28_stale_input_total", "Inputs that were missing, stale or made no sense", "input_type");
        writesFailed = page.counter("p28_redis_write_fail_total", "Budgets that could not be written");
    }

    /** Takes note of what the rules made of a symbol. */
    void concluded(String name, Conclusions conclusions) {
        String symbol = symbols.of(name);
        conclusions.every(StaleInput.class).stream()
                .map(StaleInput::inputType)
                .distinct()
                .forEach(input -> stale.labelValues(input).inc());
        conclusions
                .atMostOne(SymbolBudget.class)
                .ifPresentOrElse(budget -> computed(symbol, budget, conclusions), () -> {
                    // an old value would look like one that holds
                    value.remove(symbol);
                    stress.remove(symbol);
                });
        conclusions
                .atMostOne(BudgetCheck.class)
                .ifPresent(check -> (check.violation() && enforced ? blocks : allowed)
                        .labelValues(symbol)
                        .inc());
    }

    private void computed(String symbol, SymbolBudget budget, Conclusions conclusions) {
        computed.labelValues(symbol).inc();
        value.labelValues(symbol).set(budget.usd());
        stress.labelValues(symbol).set(conclusions.one(Stress.class).stress());
    }

    void writesFailed(int count) {
        writesFailed.inc(count);
    }
}
