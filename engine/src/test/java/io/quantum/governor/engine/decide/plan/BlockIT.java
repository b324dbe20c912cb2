package io.quantum.governor.engine.decide.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Production with an exchange: what a block leaves behind. Each test has a symbol of its own. */
class BlockIT {
    private static final SimulatedExchange EXCHANGE = SimulatedExchange.start();
    private static final RedisView REDIS = new RedisView(TestRedis.uri());
    private static TestGovernor governor;

    @BeforeAll
    static void start() {
        REDIS.commands().flushall();
        for (String symbol : List.of("BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT", "FLATUSDT")) {
            EXCHANGE.setMarkPrice(symbol, 100);
        }
        EXCHANGE.setPosition("BTCUSDT", "BOTH", 1);
        EXCHANGE.setPosition("ETHUSDT", "BOTH", 1);
        EXCHANGE.setPosition("SOLUSDT", "BOTH", 3.5);
        EXCHANGE.setPosition("XRPUSDT", "BOTH", 1);
        governor = TestGovernor.start(TestRedis.uri(), "production", EXCHANGE);
    }

    @AfterEach
    void leaves_nothing_pending_and_no_switch_on() {
        assertThat(REDIS.pending()).isZero();
        REDIS.commands().del("quantum:kill", "quantum:global:kill_switch");
    }

    @AfterAll
    static void end() {
        governor.close();
        EXCHANGE.close();
        REDIS.close();
    }

    @Test
    void tells_the_first_gate_that_blocks_and_the_others_that_would_have() {
        long before = Instant.now().getEpochSecond();
        REDIS.decide(TestPlan.open("block:1", "BTCUSDT", "2.01").with("kill_score", "0.8"));

        JsonNode block = REDIS.block("block:1");
        assertThat(block.path("timestamp").isIntegralNumber()).isTrue();
        assertThat(block.path("timestamp").asLong())
                .isBetween(before, Instant.now().getEpochSecond());
        assertThat(block)
                .isEqualTo(new ObjectMapper()
                        .valueToTree(Map.of(
                                "reason", "kill_score_critical_non_close",
                                "timestamp", block.path("timestamp"),
                                "symbol", "BTCUSDT",
                                "gate", "1",
                                "detail", "kill-score: 0.8 against 0.8",
                                "also", List.of(Map.of("gate", "4", "reason", "notional_per_trade_exceeded")),
                                "rules_version", TestRules.VERSION)));
        assertThat(REDIS.commands().ttl("quantum:governor:block:block:1")).isBetween(100L, 3600L);
    }

    @Test
    void issues_no_permit_counts_nothing_and_is_told_by_one_event_and_one_audit_record() {
        List<String> ids =
                REDIS.publish(TestPlan.open("block:2", "ETHUSDT", "1").with("kill_score", "1e0"));
        JsonNode audit = REDIS.awaitDecided(ids).get(0);

        assertThat(REDIS.permit("block:2").isMissingNode()).isTrue();
        assertThat(REDIS.has("quantum:governor:exec:ETHUSDT")).isFalse();
        assertThat(REDIS.has("quantum:governor:last_exec:ETHUSDT")).isFalse();
        assertThat(REDIS.text("quantum:governor:decision:block:2")).endsWith(" BLOCK");
        assertThat(REDIS.eventsOf("block:2"))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsOnlyKeys("event", "timestamp", "symbol", "plan_id", "reason", "gate")
                        .containsEntry("event", "PLAN_BLOCKED")
                        .containsEntry("symbol", "ETHUSDT")
                        .containsEntry("reason", "kill_score_critical_non_close")
                        .containsEntry("gate", "1"));
        assertThat(REDIS.audits().get(ids.get(0))).hasSize(1);
        assertThat(audit.path("outcome").asText()).isEqualTo("BLOCK");
        assertThat(audit.path("reason").asText()).isEqualTo("kill_score_critical_non_close");
        assertThat(audit.path("fired").findValuesAsText("rule"))
                .contains("kill-score: block an opening plan at or above the critical score");
    }

    @ParameterizedTest
    @CsvSource({
        "quantum:kill, 1",
        "quantum:kill, TRUE",
        "quantum:global:kill_switch, yes",
        "quantum:global:kill_switch, 1"
    })
    void comes_from_either_kill_switch_before_every_other_gate(String key, String on) {
        String planId = "kill:" + key + ":" + on;
        REDIS.set(key, on);
        REDIS.decide(TestPlan.open(planId, "BTCUSDT", "9999"));

        assertThat(REDIS.block(planId).path("reason").asText()).isEqualTo("kill_switch_active");
        assertThat(REDIS.block(planId).path("gate").asText()).isEqualTo("-1");
    }

    @Test
    void by_the_allocation_target_is_told_by_an_event_of_its_own() {
        REDIS.hash(
                "quantum:allocation:target:SOLUSDT",
                Map.of(
                        "target_usd", "349.999",
                        "mode", "enforce",
                        "confidence", "0.72",
                        "timestamp", Long.toString(Instant.now().getEpochSecond())));
        REDIS.decide(TestPlan.open("block:cap", "SOLUSDT", "1"));

        assertThat(REDIS.block("block:cap").path("reason").asText()).isEqualTo("p29_allocation_cap");
        assertThat(REDIS.block("block:cap").path("gate").asText()).isEqualTo("0.5");
        Map<String, String> event = REDIS.eventsOf("block:cap").stream()
                .filter(e -> "P29_ALLOCATION_CAP_BLOCK".equals(e.get("event")))
                .findFirst()
                .orElseThrow();
        assertThat(event)
                .containsOnlyKeys(
                        "event",
                        "timestamp",
                        "symbol",
                        "plan_id",
                        "position_notional_usd",
                        "target_usd",
                        "mode",
                        "confidence")
                .containsEntry("symbol", "SOLUSDT")
                .containsEntry("position_notional_usd", "350.00")
                .containsEntry("target_usd", "350.00")
                .containsEntry("mode", "enforce")
                .containsEntry("confidence", "0.72");
        assertThat(REDIS.eventsOf("block:cap")).hasSize(2);
    }

    @Test
    void by_the_budget_counts_a_violation_published_just_before_the_plan() {
        String now = Long.toString(Instant.now().getEpochSecond());
        REDIS.hash(
                "quantum:portfolio:budget:XRPUSDT",
                Map.of("budget_usd", "50", "stress_factor", "0.1", "mode", "enforce", "timestamp", now));
        REDIS.decide(TestPlan.open("budget:1", "XRPUSDT", "1"));
        REDIS.append(
                "quantum:stream:budget.violation",
                Map.of(
                        "json",
                        "{\"event_type\":\"budget.violation\",\"symbol\":\"XRPUSDT\",\"position_notional\":100.0,"
                                + "\"budget_usd\":50.0,\"over_budget\":50.0,\"mode\":\"enforce\",\"timestamp\":" + now
                                + "}"));
        REDIS.decide(
                TestPlan.open("budget:2", "XRPUSDT", "1"),
                TestPlan.open("budget:3", "BTCUSDT", "1"),
                TestPlan.close("budget:4", "XRPUSDT", "PARTIAL_25"));

        assertThat(REDIS.permit("budget:1").path("granted").asBoolean()).isTrue();
        assertThat(REDIS.block("budget:2").path("reason").asText()).isEqualTo("p28_budget_violation");
        assertThat(REDIS.block("budget:2").path("detail").asText()).isEqualTo("portfolio-budget: 100 against 50");
        assertThat(REDIS.block("budget:3").isMissingNode()).isTrue();
        assertThat(REDIS.block("budget:4").isMissingNode()).isTrue();
    }

    @Test
    void is_what_a_close_of_a_flat_symbol_gets() {
        REDIS.decide(TestPlan.halfClose("block:flat", "FLATUSDT"));

        assertThat(REDIS.block("block:flat").path("reason").asText()).isEqualTo("no_position");
        assertThat(REDIS.block("block:flat").path("gate").asText()).isEqualTo("5");
    }
}
