package io.quantum.governor.engine.decide.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestHeatPage;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Nonsense in every input: what stands in for it, where it is counted, and that it never reaches a key. */
class BudgetBadInputIT {
    private BudgetFixture fixture = new BudgetFixture();

    @BeforeEach
    void begin() {
        fixture.close();
        fixture = new BudgetFixture();
        fixture.position("BTCUSDT", "0.001");
        fixture.position("ETHUSDT", "0.001");
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    static Stream<Arguments> badPages() {
        return Stream.of(
                page("down", TestHeatPage::close),
                page("hangs after its first bytes", TestHeatPage::hangs),
                page("without an end", TestHeatPage::neverEnds),
                page("status 500", heat -> heat.fails(500)),
                page("status 302", heat -> heat.fails(302)),
                page("without the gauge", heat -> heat.says("p26_heat_value_max 0.9\n")),
                page("empty", heat -> heat.says("")),
                page("NaN", heat -> heat.shows("NaN")),
                page("+Inf", heat -> heat.shows("+Inf")),
                page("negative", heat -> heat.shows("-0.1")),
                page("word", heat -> heat.shows("hot")),
                page("huge", heat -> heat.shows("1e300")),
                page("two samples", heat -> heat.says("p26_heat_value{a=\"1\"} 0.1\np26_heat_value{a=\"2\"} 0.9\n")));
    }

    private static Arguments page(String name, Consumer<TestHeatPage> trouble) {
        return Arguments.of(name, trouble);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badPages")
    void a_heat_that_can_not_be_had_counts_as_cold(String name, Consumer<TestHeatPage> trouble) {
        trouble.accept(fixture.heat);
        try (TestGovernor governor = fixture.start(Map.of())) {
            // 100000 * 0.02 * (1 - 0.2 * 0.33)
            assertThat(fixture.awaitBudget("BTCUSDT"))
                    .as(name)
                    .containsEntry("portfolio_heat", "0")
                    .containsEntry("budget_usd", "1868");
            assertThat(governor.budgetMetric("p28_stale_input_total{input_type=\"portfolio_heat\"}"))
                    .isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none, 0",
                "100000, 31",
                "100000, -60",
                "0, 0",
                "-5, 0",
                "abc, 0",
                "NaN, 0",
                "Infinity, 0",
                "1e16, 0",
                "'', 0"
            })
    void without_a_usable_portfolio_no_budget_is_written(
            @org.jspecify.annotations.Nullable String equity, long ageSec) {
        if (equity == null) {
            fixture.redis.commands().del("quantum:state:portfolio");
        } else {
            fixture.portfolio(equity, ageSec);
        }
        try (TestGovernor governor = fixture.start(Map.of())) {
            awaitStale(governor, "portfolio_state");

            assertThat(fixture.budget("BTCUSDT")).isEmpty();
            assertThat(fixture.redis.has(BudgetFixture.VIOLATIONS)).isFalse();
            assertThat(governor.budgetMetric("p28_budget_computed_total{symbol=\"BTCUSDT\"}"))
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"1.0001", "-0.1", "NaN", "abc"})
    void a_cluster_stress_that_makes_no_sense_counts_as_calm(String stress) {
        fixture.redis.set("quantum:cluster:of:BTCUSDT", "majors");
        fixture.redis.hash("quantum:cluster:stress:majors", Map.of("stress", stress));
        fixture.redis.hash("quantum:cluster:stress:default", Map.of("stress", "0.5"));
        try (TestGovernor governor = fixture.start(Map.of())) {
            assertThat(fixture.awaitBudget("BTCUSDT"))
                    .containsEntry("cluster_stress", "0")
                    .containsEntry("budget_usd", "1308");
            assertThat(fixture.awaitBudget("ETHUSDT"))
                    .containsEntry("cluster_stress", "0.5")
                    .containsEntry("budget_usd", "908");
            assertThat(governor.budgetMetric("p28_stale_input_total{input_type=\"cluster_stress\"}"))
                    .isPositive();
        }
    }

    @Test
    void an_empty_cluster_stress_is_none_which_is_calm_and_not_stale() {
        fixture.redis.hash("quantum:cluster:stress:default", Map.of("stress", ""));
        try (TestGovernor governor = fixture.start(Map.of())) {
            assertThat(fixture.awaitBudget("BTCUSDT")).containsEntry("cluster_stress", "0");
            assertThat(governor.budgetMetric("p28_stale_input_total{input_type=\"cluster_stress\"}"))
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SIDEWAYS, 0.04,  1,    true",
        "SIDEWAYS, NaN,   0.33, true",
        "'',       NaN,   0.33, true",
        "'',       -1,    0.33, true",
        "'',       0.025, 0.67, false",
        "LOW,      NaN,   0,    false"
    })
    void a_market_state_that_makes_no_sense_is_normal(String word, String sigma, String volatility, boolean counted) {
        fixture.redis.hash("quantum:state:market:BTCUSDT", Map.of("vol_regime", word, "sigma", sigma));
        try (TestGovernor governor = fixture.start(Map.of())) {
            assertThat(fixture.awaitBudget("BTCUSDT")).containsEntry("vol_regime", volatility);
            assertThat(governor.budgetMetric("p28_stale_input_total{input_type=\"market_state\"}") > 0)
                    .isEqualTo(counted);
        }
    }

    @Test
    void a_snapshot_without_a_price_has_a_budget_and_no_violation() {
        fixture.redis.commands().hdel("quantum:position:snapshot:BTCUSDT", "mark_price");
        fixture.redis.hash("quantum:position:snapshot:BTCUSDT", Map.of("position_amt", "1000000"));
        try (TestGovernor governor = fixture.start(Map.of())) {
            assertThat(fixture.awaitBudget("BTCUSDT")).containsEntry("budget_usd", "1308");
            awaitStale(governor, "mark_price");

            assertThat(fixture.redis.has(BudgetFixture.VIOLATIONS)).isFalse();
            assertThat(governor.budgetMetric("p28_budget_allow_total{symbol=\"BTCUSDT\"}"))
                    .isZero();
        }
    }

    @Test
    void a_symbol_whose_keys_are_all_of_the_wrong_type_costs_no_other_its_budget() {
        fixture.redis.commands().del("quantum:position:snapshot:BTCUSDT");
        fixture.redis.set("quantum:position:snapshot:BTCUSDT", "flat");
        fixture.redis.set("quantum:state:market:BTCUSDT", "LOW");
        fixture.redis.hash("quantum:cluster:of:BTCUSDT", Map.of("cluster", "majors"));
        fixture.redis.set("quantum:portfolio:budget:BTCUSDT", "a lot");
        try (TestGovernor governor = fixture.start(Map.of())) {
            assertThat(fixture.awaitBudget("ETHUSDT")).containsEntry("budget_usd", "1308");
            await().atMost(RedisView.PATIENCE).until(() -> governor.budgetMetric("p28_redis_write_fail_total") >= 1);

            assertThat(fixture.redis.text("quantum:portfolio:budget:BTCUSDT")).isEqualTo("a lot");
            for (String input : new String[] {"market_state", "cluster_stress", "position"}) {
                assertThat(governor.budgetMetric("p28_stale_input_total{input_type=\"" + input + "\"}"))
                        .as(input)
                        .isPositive();
            }
            assertThat(governor.budgetMetric("governor_cycles_total{engine=\"budget\",outcome=\"failed\"}"))
                    .isZero();
        }
    }

    @Test
    void a_violation_stream_of_the_wrong_type_costs_no_budget() {
        fixture.redis.set(BudgetFixture.VIOLATIONS, "none");
        fixture.position("BTCUSDT", "1");
        try (TestGovernor governor = fixture.start(Map.of())) {
            assertThat(fixture.awaitBudget("BTCUSDT")).containsEntry("budget_usd", "1308");
            assertThat(fixture.awaitBudget("ETHUSDT")).containsEntry("budget_usd", "1308");
            await().atMost(RedisView.PATIENCE).until(() -> governor.budgetMetric("p28_redis_write_fail_total") >= 1);
            assertThat(fixture.redis.commands().ttl("quantum:portfolio:budget:BTCUSDT"))
                    .isBetween(1L, 60L);
        }
    }

    @Test
    void huge_numbers_and_names_that_are_no_symbols_do_no_harm() {
        fixture.redis.hash(
                "quantum:position:snapshot:BTCUSDT",
                Map.of("position_amt", "999999999999999", "mark_price", "999999999999999"));
        fixture.redis.hash("quantum:position:snapshot:not a symbol", Map.of("position_amt", "1"));
        fixture.redis.hash("quantum:position:snapshot:", Map.of("position_amt", "1"));
        fixture.redis.hash("quantum:position:snapshot:XUSDT", Map.of("position_amt", "1e999", "ts_epoch", "NaN"));
        fixture.redis.hash(
                "quantum:position:snapshot:FLATUSDT",
                Map.of("position_amt", "0", "mark_price", "1", "ts_epoch", BudgetFixture.ago(0)));
        try (TestGovernor governor = fixture.start(Map.of())) {
            fixture.awaitBudget("ETHUSDT");
            fixture.awaitBudget("XUSDT");
            BudgetFixture.awaitCycle(governor);

            assertThat(fixture.redis.commands().keys("quantum:portfolio:budget:*"))
                    .containsExactlyInAnyOrder(
                            "quantum:portfolio:budget:BTCUSDT",
                            "quantum:portfolio:budget:ETHUSDT",
                            "quantum:portfolio:budget:XUSDT");
            assertThat(fixture.redis.entries(BudgetFixture.VIOLATIONS))
                    .allSatisfy(event -> assertThat(event.get("json"))
                            .contains("\"BTCUSDT\"")
                            .doesNotContain("NaN", "Infinity"));
        }
    }

    private static void awaitStale(TestGovernor governor, String input) {
        await().atMost(RedisView.PATIENCE)
                .until(() -> governor.budgetMetric("p28_stale_input_total{input_type=\"" + input + "\"}") > 0);
    }
}
