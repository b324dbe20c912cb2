package io.quantum.governor.engine.decide.budget;

import static org.awaitility.Awaitility.await;

import io.quantum.governor.engine.base.settings.Role;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestHeatPage;
import io.quantum.governor.engine.testing.TestRedis;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A Redis with 100 000 USD of equity, a page of heat, and a daemon that decides plans and works out budgets. */
final class BudgetFixture implements AutoCloseable {
    static final String VIOLATIONS = "quantum:stream:budget.violation";

    final RedisView redis = new RedisView(TestRedis.uri());
    final TestHeatPage heat = new TestHeatPage().shows("0.70");

    BudgetFixture() {
        redis.commands().flushall();
        portfolio("100000", 0);
    }

    /** Starts the daemon; it has a cycle each second. */
    TestGovernor start(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "APPLY_MODE", "production",
                "P28_MODE", "enforce",
                "BUDGET_COMPUTE_INTERVAL_SEC", "1",
                "HEAT_GATE_METRICS_URL", heat.url(),
                "GOV_MAX_TOTAL_NOTIONAL_USDT", "1000000"));
        environment.putAll(more);
        return TestGovernor.start(TestRedis.uri(), environment, EnumSet.of(Role.GOVERNOR, Role.BUDGET));
    }

    void portfolio(String equity, long ageSec) {
        redis.hash(
                "quantum:state:portfolio", Map.of("equity_usd", equity, "drawdown", "0.01", "timestamp", ago(ageSec)));
    }

    /** A position at a price of 100 000 USD. */
    void position(String symbol, String amount) {
        redis.hash(
                "quantum:position:snapshot:" + symbol,
                Map.of("position_amt", amount, "mark_price", "100000", "entry_price", "90000", "ts_epoch", ago(0)));
    }

    static String ago(long seconds) {
        return Long.toString(Instant.now().getEpochSecond() - seconds);
    }

    /** The symbol's budget hash, empty when there is none. */
    Map<String, String> budget(String symbol) {
        Map<String, String> texts = new TreeMap<>();
        redis.commands()
                .hgetall("quantum:portfolio:budget:" + symbol)
                .forEach((name, value) -> texts.put(name, new String(value, StandardCharsets.UTF_8)));
        return texts;
    }

    /** Waits for the symbol's budget. */
    Map<String, String> awaitBudget(String symbol) {
        await().atMost(RedisView.PATIENCE).until(() -> !budget(symbol).isEmpty());
        return budget(symbol);
    }

    /** Waits until a whole cycle has been run that began after now. */
    static void awaitCycle(TestGovernor governor) {
        String done = "governor_cycles_total{engine=\"budget\",outcome=\"done\"}";
        double before = governor.budgetMetric(done);
        await().atMost(RedisView.PATIENCE).until(() -> governor.budgetMetric(done) >= before + 2);
    }

    @Override
    public void close() {
        heat.close();
        redis.close();
    }
}
