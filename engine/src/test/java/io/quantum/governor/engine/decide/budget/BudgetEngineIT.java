package io.quantum.governor.engine.decide.budget;

import static io.quantum.governor.engine.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a position in Redis to a plan that is blocked, by one daemon with both roles. */
class BudgetEngineIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TestPlan OPEN = TestPlan.open("open:1", "BTCUSDT", "0.001");
    private static final TestPlan CLOSE = TestPlan.halfClose("close:1", "BTCUSDT");

    private BudgetFixture fixture = new BudgetFixture();

    @BeforeEach
    void begin() {
        fixture.close();
        fixture = new BudgetFixture();
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void a_position_above_its_budget_blocks_an_open_and_no_close() throws Exception {
        fixture.position("BTCUSDT", "0.02");
        try (TestGovernor governor = fixture.start(Map.of())) {
            assertThat(fixture.awaitBudget("BTCUSDT"))
                    .containsAllEntriesOf(Map.of(
                            "symbol", "BTCUSDT",
                            "budget_usd", "1308",
                            "stress_factor", "0.346",
                            "equity_usd", "100000",
                            "portfolio_heat", "0.7",
                            "cluster_stress", "0",
                            "vol_regime", "0.33",
                            "mode", "enforce",
                            "base_risk_pct", "0.02"))
                    .containsKey("timestamp")
                    .hasSize(10);
            assertThat(fixture.redis.commands().ttl("quantum:portfolio:budget:BTCUSDT"))
                    .isBetween(1L, 60L);
            JsonNode event = newestViolation();
            assertThat(event.path("event_type").asText()).isEqualTo("budget.violation");
            assertThat(event.path("symbol").asText()).isEqualTo("BTCUSDT");
            assertThat(event.path("position_notional").asDouble()).isEqualTo(2000);
            assertThat(event.path("budget_usd").asDouble()).isEqualTo(1308);
            assertThat(event.path("over_budget").asDouble()).isEqualTo(692);
            assertThat(event.path("mode").asText()).isEqualTo("enforce");
            assertThat(event.path("timestamp").isIntegralNumber()).isTrue();

            fixture.redis.decide(OPEN, CLOSE);

            assertThat(fixture.redis.block("open:1").path("reason").asText()).isEqualTo("p28_budget_violation");
            assertThat(fixture.redis.permit("close:1").path("granted").asBoolean())
                    .isTrue();
            assertThat(governor.budgetMetric("p28_budget_blocks_total{symbol=\"BTCUSDT\"}"))
                    .isGreaterThanOrEqualTo(1);
            assertThat(governor.budgetMetric("p28_budget_allow_total{symbol=\"BTCUSDT\"}"))
                    .isZero();
            assertThat(governor.budgetMetric("p28_budget_value_usd{symbol=\"BTCUSDT\"}"))
                    .isEqualTo(1308);
            assertThat(governor.budgetMetric("p28_stress_factor{symbol=\"BTCUSDT\"}"))
                    .isEqualTo(0.346);
            assertThat(governor.budgetMetric("p28_enforce_mode")).isEqualTo(1);
        }
    }

    @Test
    void in_shadow_the_same_position_blocks_nothing() {
        fixture.position("BTCUSDT", "0.02");
        try (TestGovernor governor = fixture.start(Map.of("P28_MODE", "shadow"))) {
            assertThat(fixture.awaitBudget("BTCUSDT"))
                    .containsEntry("mode", "shadow")
                    .containsEntry("budget_usd", "1308");
            assertThat(newestViolation().path("mode").asText()).isEqualTo("shadow");

            fixture.redis.decide(OPEN, CLOSE);

            assertThat(fixture.redis.permit("open:1").path("granted").asBoolean())
                    .isTrue();
            assertThat(fixture.redis.permit("close:1").path("granted").asBoolean())
                    .isTrue();
            assertThat(governor.budgetMetric("p28_budget_blocks_total{symbol=\"BTCUSDT\"}"))
                    .isZero();
            assertThat(governor.budgetMetric("p28_budget_allow_total{symbol=\"BTCUSDT\"}"))
                    .isGreaterThanOrEqualTo(1);
            assertThat(governor.budgetMetric("p28_enforce_mode")).isZero();
        }
    }

    @Test
    void a_violation_is_told_in_every_cycle_while_it_lasts_and_no_longer() {
        fixture.position("BTCUSDT", "0.02");
        try (TestGovernor governor = fixture.start(Map.of())) {
            await().atMost(RedisView.PATIENCE).until(() -> violations() >= 3);
            fixture.heat.shows("0.10");
            fixture.position("BTCUSDT", "0.01");
            BudgetFixture.awaitCycle(governor);
            long after = violations();
            BudgetFixture.awaitCycle(governor);

            assertThat(violations()).isEqualTo(after);
            assertThat(fixture.budget("BTCUSDT")).containsEntry("budget_usd", "1788");
        }
    }

    @Test
    void the_heat_page_is_asked_once_a_cycle_for_all_symbols() {
        IntStream.range(0, 50).forEach(i -> fixture.position("S" + i + "USDT", "0.001"));
        try (TestGovernor governor = fixture.start(Map.of())) {
            fixture.awaitBudget("S49USDT");
            BudgetFixture.awaitCycle(governor);
            double cycles = governor.budgetMetric("governor_cycles_total{engine=\"budget\",outcome=\"done\"}");

            assertThat(fixture.heat.asked()).isBetween((int) cycles - 1, (int) cycles + 2);
            assertThat(governor.budgetMetric("p28_budget_computed_total{symbol=\"S7USDT\"}"))
                    .isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void a_position_that_only_the_exchange_knows_has_a_budget_and_one_that_it_does_not_list_has_none() {
        fixture.position("ETHUSDT", "5");
        try (SimulatedExchange exchange = SimulatedExchange.start()) {
            exchange.setPosition("BTCUSDT", "BOTH", -0.02);
            exchange.setMarkPrice("BTCUSDT", 100_000);
            try (TestGovernor governor =
                    fixture.start(new HashMap<>(TestGovernor.withExchange("production", exchange)))) {
                await().atMost(RedisView.PATIENCE).until(() -> violations() > 0);
                BudgetFixture.awaitCycle(governor);

                assertThat(newestViolation().path("position_notional").asDouble())
                        .isEqualTo(2000);
                fixture.redis.commands().del("quantum:portfolio:budget:ETHUSDT");
                BudgetFixture.awaitCycle(governor);
                assertThat(fixture.budget("ETHUSDT")).isEmpty();
            }
        }
    }

    @Test
    void the_metrics_are_all_named_before_the_first_sample() {
        try (TestGovernor governor = fixture.start(Map.of("P28_MODE", "shadow"))) {
            String page = governor.budgetPage("GET", "/metrics").body();

            assertThat(List.of(
                            "p28_enforce_mode gauge",
                            "p28_budget_computed_total counter",
                            "p28_budget_value_usd gauge",
                            "p28_stress_factor gauge",
                            "p28_budget_blocks_total counter",
                            "p28_budget_allow_total counter",
                            "p28_stale_input_total counter",
                            "p28_redis_write_fail_total counter",
                            "governor_cycle_late_total counter"))
                    .allSatisfy(metric -> assertThat(page)
                            .contains("# TYPE " + metric + "\n")
                            .contains("# HELP " + metric.substring(0, metric.indexOf(' ')) + " "));
            assertThat(page).contains("p28_enforce_mode 0.0\n", "p28_redis_write_fail_total 0.0\n");
        }
    }

    @Test
    void health_says_when_gate_0_forgets_violations_between_cycles() throws Exception {
        try (TestGovernor governor =
                fixture.start(Map.of("BUDGET_COMPUTE_INTERVAL_SEC", "5", "GOV_VIOLATION_WINDOW_SEC", "5"))) {
            await().until(() -> governor.budgetPage("GET", "/health").statusCode() == 503);

            assertThat(governor.budgetPage("GET", "/health").body())
                    .contains("told every 5 s, but gate 0 forgets them after 5 s; set BUDGET_COMPUTE_INTERVAL_SEC");
        }
    }

    @Test
    void health_is_as_operators_know_it() throws Exception {
        try (TestGovernor governor = fixture.start(Map.of("P28_MODE", "shadow"))) {
            await().until(() -> governor.budgetPage("GET", "/health").statusCode() == 200);

            assertThat(JSON.readTree(governor.budgetPage("GET", "/health").body()))
                    .isEqualTo(JSON.readTree("{\"status\":\"healthy\",\"service\":\"p2.8-portfolio-risk-governor\","
                            + "\"mode\":\"shadow\",\"redis\":\"connected\"}"));
        }
    }

    @Test
    void the_pages_tell_a_budget_and_compare_a_position_with_it() throws Exception {
        fixture.position("BTCUSDT", "0.02");
        try (TestGovernor governor = fixture.start(Map.of())) {
            fixture.awaitBudget("BTCUSDT");

            HttpResponse<String> budget = governor.budgetPage("GET", "/budget/BTCUSDT");
            assertThat(budget.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(budget.body()).path("budget_usd").asText()).isEqualTo("1308");
            assertThat(governor.budgetPage("GET", "/budget/ETHUSDT").statusCode())
                    .isEqualTo(404);
            assertThat(governor.budgetPage("GET", "/budget/btc*").statusCode()).isEqualTo(404);

            assertThat(check(governor, "symbol=BTCUSDT&position_notional=1308.5"))
                    .isEqualTo(JSON.readTree("{\"violation\":true,\"budget_usd\":1308.0,\"over_budget\":0.5,"
                            + "\"mode\":\"enforce\",\"reason\":\"p28_budget_violation\"}"));
            assertThat(check(governor, "symbol=BTCUSDT&position_notional=1308"))
                    .isEqualTo(JSON.readTree("{\"violation\":false,\"budget_usd\":1308.0,\"over_budget\":0.0,"
                            + "\"mode\":\"enforce\",\"reason\":\"within_budget\"}"));
            assertThat(check(governor, "symbol=ETHUSDT&position_notional=1"))
                    .isEqualTo(JSON.readTree("{\"violation\":false,\"budget_usd\":null,\"over_budget\":0.0,"
                            + "\"mode\":\"enforce\",\"reason\":\"budget_missing\"}"));
            for (String bad : List.of(
                    "",
                    "symbol=BTCUSDT",
                    "position_notional=1",
                    "symbol=BTCUSDT&position_notional=NaN",
                    "symbol=BTCUSDT&position_notional=-1",
                    "symbol=btc&position_notional=1",
                    "symbol=BTCUSDT&position_notional=1e400")) {
                assertThat(governor.budgetPage("POST", "/budget/check?" + bad).statusCode())
                        .as(bad)
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void an_empty_redis_is_no_trouble() {
        fixture.redis.commands().flushall();
        try (TestGovernor governor = fixture.start(Map.of())) {
            BudgetFixture.awaitCycle(governor);

            assertThat(governor.budgetPage("GET", "/health").statusCode()).isEqualTo(200);
            assertThat(fixture.redis.commands().keys("quantum:portfolio:*")).isEmpty();
            assertThat(governor.budgetMetric("governor_cycles_total{engine=\"budget\",outcome=\"failed\"}"))
                    .isZero();
        }
    }

    private JsonNode check(TestGovernor governor, String query) throws Exception {
        HttpResponse<String> answer = governor.budgetPage("POST", "/budget/check?" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private long violations() {
        return fixture.redis.commands().xlen(BudgetFixture.VIOLATIONS);
    }

    private JsonNode newestViolation() {
        await().atMost(Duration.ofSeconds(5)).until(() -> violations() > 0);
        List<Map<String, String>> events = fixture.redis.entries(BudgetFixture.VIOLATIONS);
        try {
            return JSON.readTree(events.get(events.size() - 1).get("json"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
