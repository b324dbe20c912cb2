package io.quantum.governor.engine.decide.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quantum.governor.engine.testing.RedisView;
import io.quantum.governor.engine.testing.TestGovernor;
import io.quantum.governor.engine.testing.TestPlan;
import io.quantum.governor.engine.testing.TestRedis;
import io.quantum.governor.loaders.sandbox.SimulatedExchange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that hold another type than the contract says, or an entry that is no number. */
class WrongKeyTypeIT {
    private static final RedisView REDIS = new RedisView(TestRedis.uri());
    private static final SimulatedExchange EXCHANGE = SimulatedExchange.start();
    private static TestGovernor production;

    @BeforeAll
    static void hold_a_position() {
        EXCHANGE.setMarkPrice("BTCUSDT", 100);
        EXCHANGE.setPosition("BTCUSDT", "BOTH", 1);
        production = TestGovernor.start(TestRedis.uri(), "production", EXCHANGE);
    }

    @BeforeEach
    void empty() {
        REDIS.commands().flushall();
    }

    @AfterAll
    static void end() {
        production.close();
        EXCHANGE.close();
        REDIS.close();
    }

    @ParameterizedTest
    @CsvSource({
        "quantum:portfolio:budget:BTCUSDT, open, PERMIT, budget_unreadable",
        "quantum:allocation:target:BTCUSDT, open, PERMIT, target_unreadable",
        "quantum:capital:efficiency:BTCUSDT, open, PERMIT, ''",
        "quantum:governor:exec:BTCUSDT, open, BLOCK, hourly_limit_unknown",
        "quantum:governor:daily:BTCUSDT:{day}, close, BLOCK, daily_limit_unknown",
        "quantum:governor:daily:BTCUSDT:{day}, open, PERMIT, ''",
        "quantum:governor:daily_qty:BTCUSDT:{day}, close, BLOCK, daily_limit_unknown",
        "quantum:governor:last_exec:BTCUSDT, open, PERMIT, ''",
        "quantum:governor:executed:wrong, open, BLOCK, duplicate_plan",
        "quantum:position:snapshot:BTCUSDT, close, PERMIT, ''",
        "quantum:state:positions:BTCUSDT, close, PERMIT, ''",
        "quantum:kill, close, BLOCK, kill_switch_active",
        "quantum:global:kill_switch, close, BLOCK, kill_switch_active",
        "quantum:stream:budget.violation, open, PERMIT, ''",
    })
    void a_key_of_the_wrong_type_is_an_unreadable_fact_and_each_gate_does_with_it_what_it_should(
            String key, String kind, String outcome, String gateReason) {
        wrongType(key.replace("{day}", LocalDate.now(ZoneOffset.UTC).toString()));
        JsonNode audit = REDIS.decide(plan(kind, "wrong")).get(0);

        assertThat(audit.path("outcome").asText()).isEqualTo(outcome);
        if (!gateReason.isEmpty()) {
            assertThat(audit.path("gates"))
                    .extracting(gate -> gate.path("reason").asText())
                    .contains(gateReason);
        }
        if (outcome.equals("BLOCK")) {
            assertThat(audit.path("reason").asText()).isEqualTo(gateReason);
        }
        assertThat(REDIS.pending()).isZero();
    }

    @Test
    void an_efficiency_key_of_the_wrong_type_shows_in_the_permit() {
        wrongType("quantum:capital:efficiency:BTCUSDT");
        REDIS.decide(plan("open", "efficiency"));

        assertThat(REDIS.permit("efficiency").path("eff_reason").asText()).isEqualTo("redis_error");
        assertThat(REDIS.permit("efficiency").path("eff_score").asText("none")).isEmpty();
    }

    @Test
    void a_violation_stream_of_the_wrong_type_opens_the_budget_gate_until_it_is_deleted() {
        REDIS.hash(
                "quantum:portfolio:budget:BTCUSDT",
                Map.of(
                        "budget_usd", "50",
                        "mode", "enforce",
                        "timestamp", Long.toString(Instant.now().getEpochSecond())));
        wrongType("quantum:stream:budget.violation");
        JsonNode audit = REDIS.decide(plan("open", "violation")).get(0);
        REDIS.commands().del("quantum:stream:budget.violation");
        JsonNode later = REDIS.decide(plan("open", "violation:later")).get(0);

        assertThat(reasons(audit)).contains("violation_unreadable");
        assertThat(reasons(later)).doesNotContain("violation_unreadable");
    }

    @Test
    void entries_of_the_execution_list_that_are_no_numbers_are_ignored_and_reported_and_one_in_the_future_counts() {
        long now = Instant.now().getEpochSecond();
        for (String entry : List.of("abc", "", "NaN", now - 7200 + "", now + 100 + "", now - 400 + ".5", "9\n9")) {
            REDIS.commands()
                    .lpush("quantum:governor:exec:BTCUSDT", entry.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        JsonNode audit = REDIS.decide(plan("open", "list")).get(0);
        JsonNode executions = audit.path("facts").findValue("executions");

        assertThat(audit.path("outcome").asText()).isEqualTo("PERMIT");
        assertThat(executions.path("ignoredEntries").asInt()).isEqualTo(4);
        assertThat(audit.path("gates"))
                .filteredOn(gate -> gate.path("name").asText().equals("hourly-rate"))
                .singleElement()
                .satisfies(gate -> assertThat(gate.path("value").asDouble()).isEqualTo(2));
        assertThat(REDIS.commands().llen("quantum:governor:exec:BTCUSDT")).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {RedisView.EVENTS, RedisView.AUDIT})
    void a_plan_that_can_not_be_recorded_waits_without_a_permit_until_it_can(String stream) {
        wrongType(stream);
        List<String> ids = REDIS.publish(plan("close", "waiting"));
        await().atMost(RedisView.PATIENCE).until(() -> REDIS.has(RedisView.PLANS) && isDelivered());
        assertThat(REDIS.has("quantum:permit:waiting")).isFalse();
        REDIS.commands().del(stream);
        REDIS.awaitDecided(ids);

        assertThat(REDIS.permit("waiting").path("granted").asBoolean()).isTrue();
        assertThat(REDIS.pending()).isZero();
    }

    private static boolean isDelivered() {
        return !REDIS.commands().xinfoGroups(RedisView.PLANS).isEmpty() && REDIS.pending() == 1;
    }

    private static List<String> reasons(JsonNode audit) {
        return audit.path("gates").findValuesAsText("reason");
    }

    private static void wrongType(String key) {
        if (key.startsWith("quantum:governor:exec:")) {
            REDIS.hash(key, Map.of("a", "1"));
        } else {
            REDIS.commands().rpush(key, new byte[] {'1'});
        }
    }

    private static TestPlan plan(String kind, String planId) {
        return kind.equals("open") ? TestPlan.open(planId, "BTCUSDT", "1") : TestPlan.halfClose(planId, "BTCUSDT");
    }
}
