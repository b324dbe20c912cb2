package io.quantum.governor.engine.decide.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.engine.testing.TestRules;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Production with an exchange: what a permit leaves behind. Each test has a symbol of its own. */
class PermitIT {
    private static final SimulatedExchange EXCHANGE = SimulatedExchange.start();
    private static final RedisView REDIS = new RedisView(TestRedis.uri());
    private static TestGovernor governor;

    @BeforeAll
    static void start() {
        REDIS.commands().flushall();
        for (String symbol : List.of("BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT", "ADAUSDT", "DOTUSDT")) {
            EXCHANGE.setMarkPrice(symbol, 50_000);
            EXCHANGE.setPosition(symbol, "BOTH", -0.02);
        }
        EXCHANGE.setMarkPrice("HEDGEUSDT", 100);
        EXCHANGE.setPosition("HEDGEUSDT", "LONG", 3);
        EXCHANGE.setPosition("HEDGEUSDT", "SHORT", -1);
        governor = TestGovernor.start(TestRedis.uri(), "production", EXCHANGE);
    }

    @AfterEach
    void leaves_nothing_pending() {
        assertThat(REDIS.pending()).isZero();
    }

    @AfterAll
    static void end() {
        governor.close();
        EXCHANGE.close();
        REDIS.close();
    }

    @Test
    void has_every_field_and_type_of_the_contract_and_the_downsize_hint() {
        long before = Instant.now().getEpochSecond();
        REDIS.hash(
                "quantum:capital:efficiency:BTCUSDT",
                Map.of("efficiency_score", "0.2", "confidence", "9e-1", "ts", before + ".25", "mode", "shadow"));
        REDIS.decide(TestPlan.halfClose("permit:1", "BTCUSDT"));

        JsonNode permit = REDIS.permit("permit:1");
        assertThat(permit.path("created_at").isIntegralNumber()).isTrue();
        assertThat(permit.path("created_at").asLong())
                .isBetween(before, Instant.now().getEpochSecond());
        assertThat(permit.path("computed_qty").isNumber()).isTrue();
        assertThat(permit.path("computed_notional").isNumber()).isTrue();
        assertThat(permit.toString())
                .isEqualTo("{\"granted\":true,\"symbol\":\"BTCUSDT\",\"decision\":\"EXECUTE\","
                        + "\"computed_qty\":0.01,\"computed_notional\":500.0,\"created_at\":"
                        + permit.path("created_at").asLong() + ",\"consumed\":false,"
                        + "\"eff_score\":\"0.2000\",\"eff_confidence\":\"0.900\",\"eff_stale\":\"0\","
                        + "\"eff_factor\":\"0.4444\",\"eff_action\":\"DOWNSIZE\",\"eff_reason\":\"ok\","
                        + "\"downsize_factor\":\"0.4444\",\"extra_cooldown_sec\":\"96\","
                        + "\"plan_id\":\"permit:1\",\"rules_version\":\"" + TestRules.VERSION
                        + "\",\"limits_basis\":\"notional\","
                        + "\"mode\":\"production\"}");
        assertThat(REDIS.commands().ttl("quantum:permit:permit:1")).isBetween(1L, 60L);
    }

    @Test
    void says_that_there_is_no_efficiency_score() {
        REDIS.decide(TestPlan.halfClose("permit:2", "ETHUSDT"));

        JsonNode permit = REDIS.permit("permit:2");
        assertThat(permit.path("eff_score").asText("none")).isEmpty();
        assertThat(permit.path("eff_confidence").asText("none")).isEmpty();
        assertThat(permit.path("eff_reason").asText()).isEqualTo("missing_eff");
        assertThat(permit.path("eff_factor").asText()).isEqualTo("1.0000");
        assertThat(permit.path("extra_cooldown_sec").asText()).isEqualTo("0");
    }

    @Test
    void shows_a_stale_efficiency_score_without_using_it() {
        long old = Instant.now().getEpochSecond() - 700;
        REDIS.hash(
                "quantum:capital:efficiency:DOTUSDT",
                Map.of("efficiency_score", "0.1", "confidence", "0.9", "ts", Long.toString(old)));
        REDIS.decide(TestPlan.halfClose("permit:stale", "DOTUSDT"));

        JsonNode permit = REDIS.permit("permit:stale");
        assertThat(permit.path("eff_stale").asText()).isEqualTo("1");
        assertThat(permit.path("eff_score").asText()).isEqualTo("0.1000");
        assertThat(permit.path("eff_action").asText()).isEqualTo("NONE");
    }

    @Test
    void counts_in_the_execution_list_the_last_permit_and_both_daily_totals() {
        LocalDate day = LocalDate.now(ZoneOffset.UTC);
        REDIS.decide(TestPlan.halfClose("permit:3", "SOLUSDT"));

        String at = new String(
                REDIS.commands().lindex("quantum:governor:exec:SOLUSDT", 0), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(Double.parseDouble(at)).isLessThanOrEqualTo(System.currentTimeMillis() / 1e3);
        assertThat(REDIS.commands().llen("quantum:governor:exec:SOLUSDT")).isEqualTo(1);
        assertThat(REDIS.text("quantum:governor:last_exec:SOLUSDT")).isEqualTo(at);
        assertThat(REDIS.text("quantum:governor:daily:SOLUSDT:" + day)).isEqualTo("500");
        assertThat(REDIS.text("quantum:governor:daily_qty:SOLUSDT:" + day)).isEqualTo("0.01");
        assertThat(REDIS.text("quantum:governor:decision:permit:3")).endsWith(" PERMIT");
        assertLifetime("quantum:governor:exec:SOLUSDT", 86_400);
        assertLifetime("quantum:governor:last_exec:SOLUSDT", 3600);
        assertLifetime("quantum:governor:daily:SOLUSDT:" + day, 86_400);
        assertLifetime("quantum:governor:daily_qty:SOLUSDT:" + day, 86_400);
        assertLifetime("quantum:governor:decision:permit:3", 300);
    }

    @Test
    void is_told_by_one_event_and_one_audit_record() {
        List<String> ids =
                REDIS.publish(TestPlan.halfClose("permit:4", "XRPUSDT").with("reason_codes", "[\"x\"]"));
        JsonNode audit = REDIS.awaitDecided(ids).get(0);

        assertThat(REDIS.audits().get(ids.get(0))).hasSize(1);
        assertThat(audit.path("outcome").asText()).isEqualTo("PERMIT");
        assertThat(audit.path("plan").path("reason_codes").asText()).isEqualTo("[\"x\"]");
        assertThat(audit.path("facts").findValue("executions")).isNotNull();
        assertThat(audit.path("facts").findValue("position")).isNotNull();
        assertThat(audit.path("gates").findValuesAsText("name")).hasSize(10).contains("daily-limits", "burst");
        assertThat(audit.path("fired").findValuesAsText("rule"))
                .contains("verdict: permit when gates were asked and none blocks");
        assertThat(audit.path("rulebook")
                        .path("thresholds")
                        .path("killScore.critical")
                        .asDouble())
                .isEqualTo(0.8);
        assertThat(audit.path("rulebook").path("digest").asText()).hasSize(64);
        assertThat(REDIS.eventsOf("permit:4")).singleElement().satisfies(event -> {
            assertThat(event)
                    .containsOnlyKeys("event", "timestamp", "symbol", "plan_id")
                    .containsEntry("event", "PLAN_ALLOWED")
                    .containsEntry("symbol", "XRPUSDT");
            assertThat(event.get("timestamp")).matches("\\d{10}");
        });
    }

    @Test
    void of_a_hedged_symbol_is_for_the_row_that_the_plan_names() {
        REDIS.decide(TestPlan.close("permit:hedge:short", "HEDGEUSDT", "FULL_CLOSE_PROPOSED")
                .with("position_side", "SHORT"));
        REDIS.decide(TestPlan.close("permit:hedge:all", "HEDGEUSDT", "FULL_CLOSE_PROPOSED"));

        assertThat(REDIS.permit("permit:hedge:short").path("computed_qty").asDouble())
                .isEqualTo(1);
        assertThat(REDIS.permit("permit:hedge:all").path("computed_qty").asDouble())
                .isEqualTo(4);
        assertThat(REDIS.permit("permit:hedge:all").path("computed_notional").asDouble())
                .isEqualTo(400);
    }

    @Test
    void is_given_when_the_daily_sum_comes_out_exactly_at_the_limit() {
        String total = "quantum:governor:daily:ADAUSDT:" + LocalDate.now(ZoneOffset.UTC);
        REDIS.set(total, "4500.00000001");
        REDIS.decide(TestPlan.halfClose("permit:above", "ADAUSDT"));
        REDIS.set(total, "4.5e3");
        REDIS.decide(TestPlan.halfClose("permit:at", "ADAUSDT"));

        assertThat(REDIS.block("permit:above").path("reason").asText()).isEqualTo("daily_limit_exceeded");
        assertThat(REDIS.permit("permit:at").path("granted").asBoolean()).isTrue();
        assertThat(REDIS.text(total)).isEqualTo("5000");
    }

    private static void assertLifetime(String key, long seconds) {
        assertThat(REDIS.commands().ttl(key)).as(key).isBetween(seconds - 60, seconds);
    }
}
