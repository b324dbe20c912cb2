package io.quantum.governor.engine.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages of port 8044. */
class PagesIT {
    private static final List<String> COUNTERS = List.of(
            "quantum_govern_allow_total",
            "quantum_govern_block_total",
            "quantum_govern_disarm_total",
            "gov_p29_checked_total",
            "gov_p29_block_total",
            "gov_p29_missing_total",
            "gov_p29_stale_total",
            "p32_eff_apply_total");
    private static final List<String> GAUGES = List.of(
            "quantum_govern_exec_count_hour",
            "quantum_govern_exec_count_5min",
            "gov_testnet_p29_enabled",
            "p32_eff_factor");
    private static final SimulatedExchange EXCHANGE = SimulatedExchange.start();
    private static final RedisView REDIS = new RedisView(TestRedis.uri());

    private TestGovernor governor = production();

    @BeforeAll
    static void hold_a_position() {
        EXCHANGE.setMarkPrice("BTCUSDT", 100);
        EXCHANGE.setPosition("BTCUSDT", "BOTH", 1);
        EXCHANGE.setMarkPrice("ETHUSDT", 100);
    }

    private static TestGovernor production() {
        REDIS.commands().flushall();
        return TestGovernor.start(TestRedis.uri(), "production", EXCHANGE);
    }

    @BeforeEach
    void are_served() {
        assertThat(governor.page("/health").statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        governor.close();
    }

    @AfterAll
    static void end() {
        EXCHANGE.close();
        REDIS.close();
    }

    @Test
    void every_metric_of_the_contract_has_help_and_type_before_the_first_plan() {
        HttpResponse<String> page = governor.page("/metrics");
        List<String> lines = page.body().lines().toList();

        assertThat(page.headers().firstValue("content-type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(lines)
                .contains(COUNTERS.stream().map(n -> "# TYPE " + n + " counter").toArray(String[]::new));
        assertThat(lines)
                .contains(GAUGES.stream().map(n -> "# TYPE " + n + " gauge").toArray(String[]::new));
        for (String name : List.of("quantum_govern_allow_total", "p32_eff_factor", "gov_testnet_p29_enabled")) {
            assertThat(lines)
                    .filteredOn(l -> l.startsWith("# TYPE " + name + " "))
                    .hasSize(1);
        }
        COUNTERS.forEach(n -> assertThat(lines).anyMatch(l -> l.startsWith("# HELP " + n + " ")));
        GAUGES.forEach(n -> assertThat(lines).anyMatch(l -> l.startsWith("# HELP " + n + " ")));
    }

    @Test
    void metrics_count_permits_blocks_and_what_the_gates_saw() {
        REDIS.hash(
                "quantum:capital:efficiency:BTCUSDT",
                Map.of(
                        "efficiency_score", "0.2",
                        "confidence", "0.9",
                        "ts", Long.toString(Instant.now().getEpochSecond())));
        REDIS.hash(
                "quantum:allocation:target:BTCUSDT",
                Map.of(
                        "target_usd",
                        "50",
                        "mode",
                        "enforce",
                        "timestamp",
                        Long.toString(Instant.now().getEpochSecond())));
        REDIS.hash(
                "quantum:allocation:target:ETHUSDT",
                Map.of("target_usd", "50", "mode", "enforce", "timestamp", "1738015443"));
        REDIS.decide(
                TestPlan.halfClose("metric:1", "BTCUSDT"),
                TestPlan.open("metric:2", "BTCUSDT", "1"),
                TestPlan.open("metric:3", "ETHUSDT", "1"),
                TestPlan.open("metric:4", "SOLUSDT", "1"),
                TestPlan.halfClose("metric:5", "BTCUSDT").with("qty", "abc"),
                TestPlan.halfClose("metric:6", "not a symbol"));

        assertMetric("quantum_govern_allow_total{symbol=\"BTCUSDT\"}", 1);
        assertMetric("quantum_govern_allow_total{symbol=\"ETHUSDT\"}", 1);
        assertMetric("quantum_govern_block_total{reason=\"p29_allocation_cap\",symbol=\"BTCUSDT\"}", 1);
        assertMetric("quantum_govern_block_total{reason=\"notional_unknown\",symbol=\"SOLUSDT\"}", 1);
        assertMetric("quantum_govern_block_total{reason=\"malformed_plan\",symbol=\"BTCUSDT\"}", 1);
        assertMetric("quantum_govern_block_total{reason=\"malformed_plan\",symbol=\"other\"}", 1);
        assertMetric("quantum_govern_exec_count_hour{symbol=\"BTCUSDT\"}", 1);
        assertMetric("quantum_govern_exec_count_5min{symbol=\"BTCUSDT\"}", 1);
        assertMetric("gov_p29_checked_total{symbol=\"BTCUSDT\"}", 2);
        assertMetric("gov_p29_block_total{symbol=\"BTCUSDT\"}", 1);
        assertMetric("gov_p29_stale_total{symbol=\"ETHUSDT\"}", 1);
        assertMetric("gov_p29_missing_total{symbol=\"SOLUSDT\"}", 1);
        assertMetric("p32_eff_apply_total{action=\"DOWNSIZE\",reason=\"low_score\"}", 1);
        assertMetric("p32_eff_apply_total{action=\"NONE\",reason=\"missing_eff\"}", 1);
        assertThat(governor.metric("p32_eff_factor{symbol=\"BTCUSDT\"}")).isBetween(0.4444, 0.4445);
        assertMetric("gov_testnet_p29_enabled", 0);
    }

    @Test
    void health_names_mode_service_redis_exchange_and_rulebook() {
        HttpResponse<String> page = governor.page("/health");

        assertThat(page.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(page.body())
                .contains("\"status\":\"healthy\"", "\"service\":\"p3.2-governor\"", "\"mode\":\"production\"")
                .contains(
                        "\"redis\":\"connected\"",
                        "\"exchange\":\"connected\"",
                        "\"version\":\"" + TestRules.VERSION + "\"")
                .doesNotContain(SimulatedExchange.API_KEY)
                .doesNotContain(SimulatedExchange.API_SECRET);
    }

    @Test
    void an_override_is_shown() {
        governor.close();
        governor = TestGovernor.start(
                TestRedis.uri(), Map.of("GOV_MAX_EXEC_PER_HOUR", "7", "GOV_TESTNET_ENABLE_P29", "true"));

        assertThat(governor.page("/health").body())
                .contains("GOV_MAX_EXEC_PER_HOUR=7 overrides hourlyRate.maxPerHour 3");
        assertMetric("gov_testnet_p29_enabled", 1);
    }

    @Test
    void there_is_no_other_page() {
        assertThat(governor.page("/nothing").statusCode()).isEqualTo(404);
        assertThat(governor.page("/metrics/../../etc/passwd").statusCode()).isEqualTo(404);
        assertThat(governor.page("/healthy").statusCode()).isEqualTo(404);
    }

    private void assertMetric(String sample, double value) {
        assertThat(governor.metric(sample)).as(sample).isEqualTo(value);
    }
}
