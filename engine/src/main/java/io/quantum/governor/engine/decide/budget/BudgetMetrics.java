package io.quantum.governor.engine.decide.budget;

import io.prometheus.metrics.core.metrics.Counter;
import io.quantum.governor.engine.base.metrics.MetricsPage;
import io.quantum.governor.engine.base.metrics.SymbolLabels;
import io.quantum.governor.engine.base.settings.BudgetSettings;
import io.quantum.governor.engine.rules.evaluate.Conclusions;
import io.quantum.governor.facts.BudgetCheck;
import io.quantum.governor.facts.StaleInput;
import io.quantum.governor.facts.Stress;
import io.quantum.governor.facts.SymbolBudget;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/** The budget engine's metrics (contract, metrics of port 8049). Gauges show the last cycle. Fed by one thread. */
public final class BudgetMetrics {
    private final SymbolLabels symbols = new SymbolLabels();
    private final boolean enforced;
    private final BooleanSupplier computing;
    private final Counter computed;
    private final Counter blocks;
    private final Counter allowed;
    private final Counter stale;
    private final Counter writesFailed;
    private final Counter evaluationsFailed;
    private final Map<String, Computed> cycle = new TreeMap<>();
    private volatile Map<String, Computed> last = Map.of();

    private record Computed(double budgetUsd, double stress) {}

    /**
     * @param page the engine's page
     * @param computing whether it is this daemon that computes; gauges of another daemon's budgets would be old
     */
    public BudgetMetrics(MetricsPage page, BudgetSettings settings, BooleanSupplier computing) {
        this.computing = computing;
        enforced = settings.isEnforced();
        page.gauge("p28_enforce_mode", "Whether budgets are enforced: 1, or only computed: 0")
                .set(enforced ? 1 : 0);
        computed = page.counter("p28_budget_computed_total", "Budgets that were computed", "symbol");
        page.gauges("p28_budget_value_usd", "The last budget, USD", "symbol", () -> samples(Computed::budgetUsd));
        page.gauges(
                "p28_stress_factor",
                "The stress of the last budget, 0 to 1",
                "symbol",
                () -> samples(Computed::stress));
        blocks = page.counter("p28_budget_blocks_total", "Violations found in enforce", "symbol");
        allowed = page.counter("p28_budget_allow_total", "Checks that found no violation, or not in enforce", "symbol");
        stale = page.counter("p28_stale_input_total", "Inputs that were missing, stale or made no sense", "input_type");
        writesFailed = page.counter("p28_redis_write_fail_total", "Budgets that could not be written");
        evaluationsFailed = page.counter(
                "governor_budget_failures_total", "Symbols without a budget in a cycle because the rules failed");
    }

    /** A cycle begins. */
    void begin() {
        cycle.clear();
    }

    /** A cycle has come to its end. */
    void end() {
        last = Map.copyOf(cycle);
    }

    /** Takes note of what the rules made of a symbol. */
    void concluded(String name, Conclusions conclusions) {
        String symbol = symbols.of(name);
        conclusions.every(StaleInput.class).stream()
                .map(StaleInput::inputType)
                .distinct()
                .forEach(input -> stale.labelValues(input).inc());
        conclusions.atMostOne(SymbolBudget.class).ifPresent(budget -> computed(symbol, budget, conclusions));
        conclusions
                .atMostOne(BudgetCheck.class)
                .ifPresent(check -> (check.violation() && enforced ? blocks : allowed)
                        .labelValues(symbol)
                        .inc());
    }

    private void computed(String symbol, SymbolBudget budget, Conclusions conclusions) {
        computed.labelValues(symbol).inc();
        cycle.put(
                symbol, new Computed(budget.usd(), conclusions.one(Stress.class).stress()));
    }

    /** Of a symbol without a budget in the last cycle there is none: an old value would look like one that holds. */
    private Map<String, Double> samples(ToDoubleFunction<Computed> value) {
        Map<String, Double> samples = new TreeMap<>();
        if (computing.getAsBoolean()) {
            last.forEach((symbol, budget) -> samples.put(symbol, value.applyAsDouble(budget)));
        }
        return samples;
    }

    void evaluationFailed() {
        evaluationsFailed.inc();
    }

    void writesFailed(int count) {
        writesFailed.inc(count);
    }
}
